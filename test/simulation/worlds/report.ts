import type { Played } from './play.ts';

/** What people are shown of a world that breaks the promise: what broke, the story, and the line that plays it again. */
export function reportOf({ world, ends, troubles, story }: Played): string {
  return [
    `The promise is broken in the world of seed ${world.seed} (${ends.join(', ') || 'no end'}):`,
    ...troubles.map((trouble) => `  ${trouble}`),
    ...shortened(story).map((line) => `    ${line}`),
    `Play it again: npm run simulate -- --world '${JSON.stringify(world)}'`,
  ].join('\n');
}

/** The beginning and the end tell most. */
function shortened(lines: readonly string[]): readonly string[] {
  if (lines.length <= 80) return lines;
  return [...lines.slice(0, 40), `… ${lines.length - 80} lines …`, ...lines.slice(-40)];
}
