import type { Baseline, RollFact } from '../../../roll/facts.ts';
import { inheritanceIn } from '../../../release/inheritance.ts';
import { withUnrecorded } from '../../../release/unrecorded.ts';
import { preflight } from '../../../roll/preflight.ts';
import type { RollOutcome } from '../../../roll/outcome.ts';
import { roll } from '../../../roll/roll.ts';
import { isOfAws } from '../../../roll/cloud.ts';
import type { Clock } from '../../../world/clock.ts';
import { Failure } from '../../../world/failure.ts';
import { realWorld } from '../../../world/real.ts';
import { codecClients, countedOn, directClients } from '../clients.ts';
import { Killed, mortal, type Mortal } from './driver.ts';
import { END, goalOf, policyOf, soaksOf } from './goal.ts';
import { askOf, isLedgerDown, stopSignal } from './happen.ts';
import type { Affairs } from './play.ts';
import { recalledBy, recallWeb } from './recalled.ts';
import type { Act } from './world.ts';

/** How a driver ended; `after` is the seconds until somebody takes the roll up again. */
export type Driven =
  | { readonly kind: 'ended'; readonly outcome: RollOutcome; readonly after: number }
  | { readonly kind: 'killed' | 'abandoned' | 'lost the lease' | 'no answer'; readonly after: number }
  | { readonly kind: 'unfit'; readonly why: string; readonly after: number };

/** One driver of a roll, from the preflight to its end or its death, as `bakeroll roll` does it. */
export async function drive(affairs: Affairs, act: Act, id: string): Promise<Driven> {
  const { place, fate } = affairs;
  const { sim, world } = place;
  const calls = countedOn(world.way === 'functions' ? directClients(sim.call) : codecClients(sim.client));
  const driver = mortal(calls, fate, async () => {
    if (world.latency > 0) await sim.clock.pass(world.latency);
  });
  try {
    const outcome = await driveTo(affairs, act, id, driver);
    return endOf(driver) ?? { kind: 'ended', outcome, after: 60 };
  } catch (error) {
    const end = endOf(driver);
    if (end !== undefined) return end;
    if (isOfAws(error) || (error instanceof Failure && error.code === 'aws-refused'))
      return { kind: 'no answer', after: 60 };
    if (error instanceof Failure && error.code === 'lease-lost') return { kind: 'lost the lease', after: 60 };
    if (error instanceof Failure && error.code === 'group-unfit')
      return { kind: 'unfit', why: error.message, after: 120 };
    throw error;
  }
}

function endOf({ isAbandoned, isDead }: Mortal): Driven | undefined {
  if (isAbandoned()) return { kind: 'abandoned', after: 0 };
  return isDead() ? { kind: 'killed', after: 31 } : undefined;
}

async function driveTo(affairs: Affairs, act: Act, id: string, driver: Mortal): Promise<RollOutcome> {
  const { place, facts, serves, tell } = affairs;
  const clock = clockOf(affairs);
  const own = facts.get(id) ?? [];
  const tags = place.world.recalls === 'tags' ? await recallWeb(affairs, driver, clock) : undefined;
  const before = recalledBy(affairs, tags);
  const past = before.of(id);
  const taken = baselineIn(past);
  const { dead = '' } = affairs;
  const left = taken === undefined ? inheritanceIn(before.of(dead), dead) : undefined;
  const inherited = left && (await withUnrecorded(driver.aws, left));
  const asked = (taken ?? inherited?.baseline)?.asked;
  const policy = policyOf(place.world.policy);
  const { cloud, check } = await preflight(driver.aws, clock, { group: 'web', policy, asked });
  const goal = goalOf({
    ...{ roll: id, kind: act.kind, release: act.to, image: place.images[act.to], from: serves },
    ...{ inherited, check, began: clock.now(), policy, fence: before.fence, warm: before.warm },
    ...(tags === undefined ? {} : { alone: `${affairs.fate.calls} ` }),
  });
  const known = [...past];
  return roll(
    {
      ...realWorld((note) => {
        tell(note.text);
      }),
      clock,
    },
    cloud,
    goal,
    {
      facts: past,
      record: (fact) => {
        if (driver.isDead()) return Promise.reject(new Killed());
        if (tags === undefined && isLedgerDown(affairs)) return Promise.reject(leaseLost());
        own.push(structuredClone(fact));
        known.push(fact);
        return Promise.resolve();
      },
      signal: stopSignal(affairs),
      asks: () => Promise.resolve(askOf(affairs, known)),
    },
  );
}

function baselineIn(facts: readonly RollFact[]): Baseline | undefined {
  return facts.find((fact) => fact.type === 'baseline')?.baseline;
}

function leaseLost(): Failure {
  return new Failure({
    code: 'lease-lost',
    what: 'the ledger cannot be reached, and the lease has ended',
    state: 'in progress',
    next: 'bakeroll status',
  });
}

/** The driver's time is the region's. It is to end by its deadlines, to which soaks do not count. */
function clockOf({ place, fate }: Affairs): Clock {
  const { clock } = place.sim;
  const { group, policy } = place.world;
  const late = clock.now() + END + soaksOf(policy, group.size);
  return {
    now: () => clock.now(),
    monotonic: () => clock.now(),
    sleep: async (duration) => {
      fate.isLate = clock.now() > late;
      await clock.pass(duration / 1000);
    },
  };
}
