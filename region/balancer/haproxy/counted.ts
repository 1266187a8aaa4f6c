import type { Carriers, Figures, GroupFigures } from '../figures.ts';
import type { Plan } from './config.ts';
import { type Count, differenceOf, NO_COUNT, readCounts, sumOf } from './counts.ts';
import { nameOf } from './words.ts';

/** What haproxy counted and nobody has taken yet, over all its processes. */
export interface CountedFigures {
  /** Adds what the process at the socket has counted since it was read last. */
  read(socket: string, plan: Plan): Promise<void>;
  /** Another process begins to count, from nothing, for this plan. */
  begin(plan: Plan): void;
  take(of: Carriers): Figures;
}

export function countedFigures(): CountedFigures {
  /** What the process had counted when it was read last. */
  let seen: ReadonlyMap<string, Count> = new Map();
  let open: ReadonlyMap<string, Count> = new Map();

  function takeOne(name: string): Count | undefined {
    const found = open.get(name);
    open = new Map([...open].filter(([other]) => other !== name));
    return found;
  }

  return {
    async read(socket, plan) {
      const counts = await readCounts(socket, plan);
      const fresh = [...counts].map(([name, count]): [string, Count] => [
        name,
        sumOf(open.get(name) ?? NO_COUNT, differenceOf(count, seen.get(name) ?? NO_COUNT)),
      ]);
      open = new Map([...open, ...fresh]);
      seen = counts;
    },
    begin({ listeners, groups }) {
      const known = new Set([
        ...listeners.map(({ listenerArn }) => nameOf('l', listenerArn)),
        ...groups.map(({ route }) => nameOf('g', route.targetGroupArn)),
      ]);
      open = new Map([...open].filter(([name]) => known.has(name)));
      seen = new Map();
    },
    take({ listeners, targetGroups }) {
      return {
        failures: new Map(
          listeners.flatMap((arn): [string, number][] => {
            const failures = takeOne(nameOf('l', arn))?.failures ?? 0;
            return failures === 0 ? [] : [[arn, failures]];
          }),
        ),
        targetGroups: new Map(
          targetGroups.flatMap((arn): [string, GroupFigures][] => {
            const count = takeOne(nameOf('g', arn));
            return count === undefined || isNothing(count) ? [] : [[arn, figuresOf(count)]];
          }),
        ),
      };
    },
  };
}

/** A request may be chosen a target for, answered and counted as an answer in three different readings. */
function isNothing({ requests, classes, answers }: Count): boolean {
  return [requests, ...classes, answers].every((count) => count === 0);
}

function figuresOf({ requests, classes, answers, took, least, most }: Count): GroupFigures {
  const [two, three, four, five] = classes;
  const seconds = { count: answers, sum: took / 1e6, min: least / 1e6, max: most / 1e6 };
  return {
    requests,
    answers: { 2: two, 3: three, 4: four, 5: five },
    ...(answers === 0 ? {} : { seconds }),
  };
}
