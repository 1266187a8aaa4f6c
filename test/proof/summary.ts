import type { Done, Kept } from './kept.ts';
import { combined, type Part } from './part.ts';

/** More points than these are not listed one by one. */
const LISTED = 60;

/** What a part has shown so far, as Markdown: one line to quote, what failed, and its points where they are few. */
export function sectionOf(part: Part, kept: Kept | undefined): string {
  const done = kept === undefined ? [] : doneOf(part, kept);
  const failed = done.filter(({ failures }) => failures.length > 0);
  const parts = [
    `## ${part.name}`,
    part.what,
    headlineOf(part, kept),
    ...(failed.length === 0 ? [] : [failed.map((point) => describeFailure(part, kept, point)).join('\n')]),
    ...(done.length === 0 || done.length > LISTED ? [] : [tableOf(done)]),
  ];
  return parts.join('\n\n');
}

/** What is said of a part that no machine has run. */
export const NOT_YET = 'not run yet.';

/** The line that README quotes. */
export function headlineOf(part: Part, kept: Kept | undefined): string {
  const done = kept === undefined ? [] : doneOf(part, kept);
  if (kept === undefined || done.length === 0) return `**${part.name}**: ${NOT_YET}`;
  const all = part.points(kept.plan).length;
  const failed = done.filter(({ failures }) => failures.length > 0).length;
  const counts = Object.entries(combined(done.map(({ counts }) => counts)));
  const said = [
    `${done.length} of ${all} points run, ${failed === 0 ? 'all' : `**${done.length - failed}**`} as promised`,
    ...counts.map(([name, count]) => `${name} ${count.toLocaleString('en')}`),
  ];
  return `**${part.name}**: ${said.join('; ')}. ${placeOf(kept, done)}`;
}

/** The points of the plan that were run, in its order. */
function doneOf(part: Part, { plan, points }: Kept): readonly Done[] {
  return part.points(plan).flatMap((point) => points.get(point) ?? []);
}

function placeOf({ plan }: Kept, done: readonly Done[]): string {
  const seconds = done.reduce((sum, point) => sum + point.seconds, 0);
  const days = [...new Set(done.map(({ at }) => at.slice(0, 10)))].toSorted();
  const commits = [...Map.groupBy(done, ({ commit }) => commit)];
  const at = commits.map(([commit, of]) => (commits.length === 1 ? commit : `${commit} (${of.length})`));
  return `(${days.join(', ')}, at ${at.join(', ')}, seed ${plan.seed}, ${lengthOf(seconds)})`;
}

function lengthOf(seconds: number): string {
  return seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}

function describeFailure(part: Part, kept: Kept | undefined, { point, failures }: Done): string {
  const alone = `npm run proof -- ${part.name} --seed ${kept?.plan.seed ?? 0} --point ${point}`;
  return `- **${point}**: ${failures.join('; ')}. Alone: \`${alone}\``;
}

function tableOf(done: readonly Done[]): string {
  const rows = done.map(({ point, seconds, failures, counts, note }) => {
    const said = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
    const what = [...(note === undefined ? [] : [note]), ...said].join('; ');
    return `| ${point} | ${failures.length === 0 ? '✔' : '✖'} | ${seconds.toFixed(0)} s | ${what.replaceAll('|', '/')} |`;
  });
  return ['| point | | took | |', '|---|---|---:|---|', ...rows].join('\n');
}
