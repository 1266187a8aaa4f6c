import type { Instant } from '../../world/clock.ts';
import type { Recorded, RollBegan } from '../facts.ts';

/** One line of an environment's history. */
export interface Roll {
  readonly id: string;
  readonly kind: 'roll' | 'rollback';
  readonly release: number;
  readonly image: string;
  /** What served when it began. */
  readonly from?: number;
  readonly by: string;
  /** What whoever began it said of it. */
  readonly why?: string;
  /** The version of the launch template that its own is made from, where one was named. */
  readonly base?: number;
  readonly began: Instant;
  readonly resolved: RollBegan['resolved'];
  readonly steps: readonly Step[];
  readonly standing: Standing;
}

export interface Step {
  readonly step: string;
  readonly seconds: number;
  readonly outcome: 'done' | 'skipped' | 'failed';
}

/** Where a roll stands; `exit` is the code of ROLL's table that its command ended with, `state` its last sentence. */
export type Standing =
  | { readonly at: 'under-way' }
  | {
      readonly at: Exclude<Rest, 'under-way'>;
      readonly ended: Instant;
      readonly exit: number;
      readonly state: string;
      readonly rests?: Rests;
    };

/** Why a roll rests, and whether a person is to say how it goes on: then no other roll moves it. */
export interface Rests {
  readonly because: string;
  readonly onPurpose: boolean;
}

/**
 * - proven: the release serves
 * - went-back: what served before serves
 * - untouched: it ended before it changed anything
 * - unfinished: paused, stranded or broken off; the fleet may be mixed
 */
export type Rest = 'under-way' | 'proven' | 'went-back' | 'untouched' | 'unfinished';

/** The rolls in `facts` of one environment, in the order they began; a resumed one is still one. */
export function rolls(facts: readonly Recorded[]): Roll[] {
  const byId = new Map<string, Roll>();
  for (const recorded of facts) {
    if (recorded.roll === undefined) continue;
    const next = after(byId.get(recorded.roll), recorded.roll, recorded);
    if (next !== undefined) byId.set(recorded.roll, next);
  }
  return [...byId.values()];
}

/** What one more fact makes of a roll. */
function after(roll: Roll | undefined, id: string, { at, fact }: Recorded): Roll | undefined {
  if (fact.type === 'roll-began') return roll === undefined ? begun(id, at, fact) : underWay(roll);
  if (roll === undefined) return undefined;
  switch (fact.type) {
    case 'roll-ended': {
      const { outcome, state, rests } = fact;
      const standing = { at: restOf(outcome), ended: at, exit: outcome, state };
      return { ...roll, standing: { ...standing, ...(rests && { rests }) } };
    }
    case 'asked':
      return roll;
    case 'step-ended': {
      const { step, seconds, outcome } = fact;
      return { ...underWay(roll), steps: [...roll.steps, { step, seconds, outcome }] };
    }
    default:
      return underWay(roll);
  }
}

function begun(id: string, at: Instant, fact: RollBegan): Roll {
  const { kind, release, image, from, by, why, base, resolved } = fact;
  const was = {
    ...(from !== undefined && { from }),
    ...(why !== undefined && { why }),
    ...(base !== undefined && { base }),
  };
  return {
    id,
    kind,
    release,
    image,
    ...was,
    by,
    began: at,
    resolved,
    steps: [],
    standing: { at: 'under-way' },
  };
}

/** A fact after the end is a roll that was taken up again. */
function underWay(roll: Roll): Roll {
  return { ...roll, standing: { at: 'under-way' } };
}

function restOf(exit: number): Exclude<Rest, 'under-way'> {
  if (exit === 0 || exit === 10) return 'proven';
  if (exit === 8) return 'went-back';
  return exit >= 2 && exit <= 7 ? 'untouched' : 'unfinished';
}
