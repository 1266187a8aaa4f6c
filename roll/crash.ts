/** What role `app` prints on the console when the application's unit ends. */
const ENDED = /ended: (?!success\b)(\S+) \(([^)]*)\), restarts so far: (\d+)/g;

/** A unit that was restarted so often, or failed so often, will not come up (ROLL.md 4). */
const OFTEN = 3;

/** What an instance's console says of a unit that crashes again and again; undefined while it does not. */
export function crashIn(console: string): string | undefined {
  const ends = [...console.matchAll(ENDED)];
  const last = ends.at(-1);
  if (last === undefined || ends.length < OFTEN) return undefined;
  const [, result = '', how = ''] = last;
  return `its unit ended ${ends.length} times: ${result} (${how})`;
}
