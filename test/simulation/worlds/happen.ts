import { breakRegion, healRegion } from '../../../region/faults/break.ts';
import type { Ask } from '../../../roll/ask.ts';
import type { RollFact } from '../../../roll/facts.ts';
import type { Affairs } from './play.ts';
import { perform } from './strangers.ts';
import type { Happening } from './world.ts';

/** What stands of the happenings now. */
export interface Standing {
  /** Until which instant the ledger cannot be written. */
  ledgerDownUntil: number;
  /** Whether a person asked for the end of the roll that is under way. */
  aborted: boolean;
  /** Asks the driver of this moment to stop. */
  stop: AbortController;
}

export function noneStanding(): Standing {
  return { ledgerDownUntil: 0, aborted: false, stop: new AbortController() };
}

/** From now on each happens at its second. */
export function beginHappenings(affairs: Affairs): void {
  const { clock } = affairs.place.sim;
  for (const happening of affairs.place.world.happenings) {
    if (happening.kind === 'driver') continue;
    clock.wakeAt(clock.now() + happening.at * 1000, () => {
      happen(affairs, happening);
    });
  }
}

function happen(affairs: Affairs, happening: Exclude<Happening, { kind: 'driver' }>): void {
  const { place, happenings, tell } = affairs;
  const { region, clock } = place.sim;
  switch (happening.kind) {
    case 'stopped':
      tell('the driver is told to stop');
      happenings.stop.abort();
      return;
    case 'abort':
      tell('a person aborts the roll');
      happenings.aborted = true;
      return;
    case 'stranger': {
      const { kind, at, ...deed } = happening;
      void perform(place, deed).then((answer) => {
        tell(`somebody: ${Object.values(deed).join(' ')}: ${answer}`);
      });
      return;
    }
    case 'ledger-down':
      tell(`the ledger is down for ${happening.seconds} s`);
      happenings.ledgerDownUntil = clock.now() + happening.seconds * 1000;
      return;
    case 'fault': {
      const { fault, words, seconds, times } = happening;
      tell(`breaks: ${[fault, ...words].join(' ')} for ${seconds} s`);
      breakRegion(region, { kind: fault, words, seconds, ...(times === undefined ? {} : { times }) });
    }
  }
}

/** What is asked of the driver and was not obeyed yet. */
export function askOf({ happenings }: Affairs, facts: readonly RollFact[]): Ask | undefined {
  const obeyed = facts.some(({ type }) => type === 'going-back');
  return happenings.aborted && !obeyed ? { kind: 'abort', by: 'anna', force: false } : undefined;
}

export function isLedgerDown({ place, happenings }: Affairs): boolean {
  return place.sim.clock.now() < happenings.ledgerDownUntil;
}

/** The signal of a new driver, whom nobody has told anything yet. */
export function stopSignal({ happenings }: Affairs): AbortSignal {
  happenings.stop = new AbortController();
  return happenings.stop.signal;
}

export function mendAll({ place, happenings }: Pick<Affairs, 'place' | 'happenings'>): void {
  happenings.ledgerDownUntil = 0;
  healRegion(place.sim.region);
}
