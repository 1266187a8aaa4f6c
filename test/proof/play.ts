import { Misuse } from './misuse.ts';
import type { Keeping, Kept } from './kept.ts';
import type { Found, Part, Plan, Scene } from './part.ts';

export interface PlayOrder {
  readonly keeping: Keeping;
  readonly commit: string;
  readonly say: (line: string) => void;
  /** Whether no further point is to be begun: the time is over, or somebody wants to leave. */
  readonly isOver: () => boolean;
  /** Whether what failed before is run again, too. */
  readonly failed?: boolean;
  /** This point alone, also where it was run before. */
  readonly only?: string | undefined;
}

/** Runs the points of a part that are not kept yet, one after the other, and keeps each as soon as it is there. */
export async function play(part: Part, plan: Plan, order: PlayOrder): Promise<void> {
  const missing = missingOf(part, plan, order);
  let scene: Scene | undefined;
  try {
    for (const point of missing) {
      if (order.isOver()) return;
      scene ??= await part.open(plan);
      const began = performance.now();
      const [found, usable] = await runPoint(scene, point);
      tell(part, plan, order, point, found, (performance.now() - began) / 1000);
      if (!usable) {
        await scene.close();
        scene = undefined;
      }
    }
  } finally {
    await scene?.close();
  }
}

/** The points that are still to be run. @throws Error where the one that was asked for is none of the part's */
function missingOf(part: Part, plan: Plan, { keeping, only, failed = false }: PlayOrder): readonly string[] {
  const all = part.points(plan);
  if (only === undefined) {
    const kept: Kept['points'] = keeping.of(part.name)?.points ?? new Map();
    return all.filter((point) => {
      const failures = kept.get(point)?.failures;
      return failures === undefined || (failed && failures.length > 0);
    });
  }
  if (!all.includes(only)) throw new Misuse(`${part.name} has no point ${only}; it has: ${all.join(' ')}`);
  return [only];
}

/** @returns what came of it, and whether its scene can be used again */
async function runPoint(scene: Scene, point: string): Promise<[Found, boolean]> {
  try {
    return [await scene.run(point), true];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [{ counts: {}, failures: [`it broke off: ${why}`] }, false];
  }
}

function tell(part: Part, plan: Plan, order: PlayOrder, point: string, found: Found, seconds: number): void {
  const { keeping, commit, say } = order;
  keeping.keep(part.name, point, { ...found, commit, seconds });
  const points = part.points(plan);
  const kept = keeping.of(part.name)?.points;
  // What a part had as a point once is none of it now.
  const done = points.filter((point) => kept?.has(point)).length;
  const counts = Object.entries(found.counts).map(([name, count]) => `${name} ${count}`);
  const said = [...(found.note === undefined ? [] : [found.note]), ...counts].join(', ');
  say(
    `${found.failures.length === 0 ? '✔' : '✖'} ${part.name} ${point} (${done} of ${points.length}) ${seconds.toFixed(1)} s  ${said}`,
  );
  for (const failure of found.failures) say(`    ${failure}`);
}
