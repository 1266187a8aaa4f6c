import type { GroupPlan } from '../../release/plan-group.ts';
import type { Rehearsal } from '../../roll/rehearsal.ts';
import { about } from '../ages.ts';
import { hanging, row } from './row.ts';

/** More steps than this are told by their beginning and their end. */
const MOST = 24;

/** What the roll would do, when, and what that comes to. */
export function stepLines({
  rehearsal,
  boot,
  mostWrites,
}: {
  readonly rehearsal: Rehearsal;
  readonly boot: GroupPlan['boot'];
  readonly mostWrites: number;
}): string[] {
  const { steps, took: all, pauses, calls, outcome } = rehearsal;
  const lines = steps.flatMap(({ at, text }) => hanging(`${minutes(at).padStart(7)}  `, text));
  const left = lines.length - MOST;
  const shown =
    left > 0
      ? [...lines.slice(0, MOST - 6), `         … and ${left} more like these`, ...lines.slice(-6)]
      : lines;
  const ends =
    outcome.kind === 'done' ? 'done' : `${outcome.kind}: ${'because' in outcome ? outcome.because : ''}`;
  const known =
    boot.known === 0
      ? `${about(boot.takes)} from launch to healthy is a guess: no launch here is known`
      : `${about(boot.takes)} from launch to healthy, as the last ${boot.known} here`;
  return [
    '  steps',
    ...shown,
    ...hanging(`${minutes(all).padStart(7)}  `, ends),
    ...row(
      'time',
      `about ${about(all)}${pauses === 0 ? '' : `, and as long as people take (${pauses} ${pauses === 1 ? 'pause' : 'pauses'})`}; ${known}`,
    ),
    ...row(
      'calls',
      `about ${calls.reads} reads and ${calls.writes} writes to AWS${pauses === 0 ? `; at most ${mostWrites} writes` : ''}`,
    ),
  ];
}

/** `1:05`, of milliseconds. */
function minutes(millis: number): string {
  const seconds = Math.round(millis / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
