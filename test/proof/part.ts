/** One thing that is proved by doing it often: a table of points, each run by itself and kept as soon as it is there. */
export interface Part {
  /** As it is typed. */
  readonly name: string;
  /** What each of its points shows, in a sentence. */
  readonly what: string;
  /** How many runs it has where `--runs` does not say; left out where their number is not to be chosen. */
  readonly runs?: number;
  /** Its points by name, without spaces, in their order; the same for the same plan. A point is seconds to minutes of work. */
  readonly points: (plan: Plan) => readonly string[];
  /** Sets the scene in which its points are run, one at a time. */
  readonly open: (plan: Plan) => Promise<Scene>;
}

export interface Plan {
  /** What chance is drawn from, together with the point's name. */
  readonly seed: number;
  readonly runs: number;
}

export interface Scene {
  /** Runs one point. What it throws counts as its failure, and the next point gets a new scene. */
  readonly run: (point: string) => Promise<Found>;
  readonly close: () => Promise<void>;
}

/** What came of one point. */
export interface Found {
  /** By what was counted: `least …` and `most …` are the least and the most of all points, anything else is summed up. */
  readonly counts: Readonly<Record<string, number>>;
  /** What was not as promised, in words; empty when all was. */
  readonly failures: readonly string[];
  /** What else is worth telling of it, in a line. */
  readonly note?: string;
}

/** A scene for points that need none. */
export function bare(run: Scene['run']): Scene {
  return { run, close: () => Promise.resolve() };
}

/** The counts of many points as one. */
export function combined(all: readonly Found['counts'][]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const counts of all) {
    for (const [name, count] of Object.entries(counts)) {
      const before = sum[name];
      sum[name] = before === undefined ? count : join(name, before, count);
    }
  }
  return sum;
}

function join(name: string, a: number, b: number): number {
  if (name.startsWith('least ')) return Math.min(a, b);
  return name.startsWith('most ') ? Math.max(a, b) : a + b;
}
