import type { Instant, Millis } from '../world/clock.ts';
import type { Goal } from './goal.ts';
import type { Memory } from './memory.ts';
import { amountOf } from './numbers.ts';

/** A part of the fleet that is proven before more follow. */
export interface Stage {
  /** -1: the canary; from 0 on, those of `steps`; one beyond the last of them: all that are asked for. */
  readonly step: number;
  /** How many new ones may exist before it is passed, and are to be proven. */
  readonly count: number;
  /** How long they serve before more follow. */
  readonly soak: Millis;
  /** Whether a person says how it goes on. */
  readonly pause: boolean;
}

/** The stages of a roll, the last of which is the whole of it. Canary and steps are not for rollbacks (ROLL.md 9). */
export function stagesOf(
  { kind, policy }: Pick<Goal, 'kind' | 'policy'>,
  asked: number,
): readonly [...Stage[], Stage] {
  const { canary, canarySoak, steps } = policy;
  const parts = [
    ...(canary === 0 ? [] : [{ step: -1, count: canary, soak: canarySoak, pause: false }]),
    ...steps.map(({ to, soak, pause }, step) => ({ step, count: amountOf(asked, to), soak, pause })),
  ];
  const careful = kind === 'rollback' ? [] : parts;
  const capped = careful.map((stage) => ({ ...stage, count: Math.min(asked, stage.count) }));
  return [...capped, { step: steps.length, count: asked, soak: 0, pause: false }];
}

/** The stage at which the roll stands: the first one that is not over. A step once passed is not lost (ROLL.md 1). Where none are asked for there is nobody to prove, or to soak. */
export function stageNow(goal: Goal, memory: Memory, asked: number, now: Instant): Stage | undefined {
  if (asked === 0) return undefined;
  return stagesOf(goal, asked).find((stage) => !isOver(stage, memory, now));
}

function isOver({ step, soak, pause }: Stage, memory: Memory, now: Instant): boolean {
  const last = Math.max(Number.NEGATIVE_INFINITY, ...memory.passed);
  if (step !== last) return step < last;
  return soakLeft(soak, memory, now) <= 0 && (!pause || memory.released.has(step));
}

/** How long the soak of the step that was passed last goes on: milliseconds. */
export function soakLeft(soak: Millis, { soakSince }: Memory, now: Instant): Millis {
  return soakSince === undefined ? soak : soakSince + soak - now;
}

/** How many new ones bakeroll lets stand: until the version is proven as many as the first step says, and after that as many as the step at which it stands. */
export function allowedOf(goal: Goal, memory: Memory, asked: number, now: Instant): number {
  const [first] = stagesOf(goal, asked);
  if (!memory.moved) return first.count;
  return stageNow(goal, memory, asked, now)?.count ?? asked;
}

/** The stage, as people are told of it. */
export function describeStage({ policy: { steps } }: Goal, { step }: Stage): string {
  if (step < 0) return 'the canary';
  const to = steps[step]?.to;
  if (to === undefined) return 'the whole fleet';
  return `step ${step + 1} of ${steps.length} (${'percent' in to ? `${to.percent}%` : to.count})`;
}
