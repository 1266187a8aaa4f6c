import type { Plan } from './config.ts';
import { countingNames, failuresName, leastName, LONGEST, mostName } from './counters.ts';
import { tell } from './runtime.ts';
import { nameOf } from './words.ts';

/** What one haproxy counted for a backend, or of failures for a frontend. Times are microseconds. */
export interface Count {
  /** Requests that were given to a server. */
  readonly requests: number;
  /** Answers of servers: 2xx, 3xx, 4xx, 5xx. */
  readonly classes: readonly [number, number, number, number];
  readonly answers: number;
  readonly took: number;
  /** Of those since the last reading. */
  readonly least: number;
  readonly most: number;
  readonly failures: number;
}

export const NO_COUNT: Count = {
  ...{ requests: 0, classes: [0, 0, 0, 0], answers: 0, took: 0 },
  ...{ least: LONGEST, most: 0, failures: 0 },
};

export function sumOf(one: Count, other: Count): Count {
  return {
    ...combined(one, other, (a, b) => a + b),
    least: Math.min(one.least, other.least),
    most: Math.max(one.most, other.most),
  };
}

/** What came between two readings of the same process. */
export function differenceOf(later: Count, before: Count): Count {
  return combined(later, before, (a, b) => a - b);
}

/** The least and the most are those of `one`. */
function combined(one: Count, other: Count, by: (a: number, b: number) => number): Count {
  const [two, three, four, five] = other.classes;
  const [own2, own3, own4, own5] = one.classes;
  return {
    requests: by(one.requests, other.requests),
    classes: [by(own2, two), by(own3, three), by(own4, four), by(own5, five)],
    answers: by(one.answers, other.answers),
    took: by(one.took, other.took),
    least: one.least,
    most: one.most,
    failures: by(one.failures, other.failures),
  };
}

/**
 * Reads the counters of a running haproxy, by the names of its backends and frontends. The shortest and longest times begin
 * anew by it; an answer in the very instant may miss being one.
 */
export async function readCounts(socket: string, { listeners, groups }: Plan): Promise<Map<string, Count>> {
  const servers = rowsOf(await tell(socket, ['show stat -1 4 -1']));
  const counts = new Map<string, Count>();
  for (const { listenerArn, protocol } of listeners) {
    if (protocol !== 'HTTP') continue;
    const [failures] = await variables(socket, [failuresName(listenerArn)]);
    counts.set(nameOf('l', listenerArn), { ...NO_COUNT, failures: failures ?? 0 });
  }
  for (const { route } of groups) {
    if (route.protocol !== 'HTTP') continue;
    const name = nameOf('g', route.targetGroupArn);
    const own = servers.filter((row) => row.get('pxname') === name);
    const total = (column: string) => own.reduce((sum, row) => sum + Number(row.get(column) ?? 0), 0);
    counts.set(name, {
      ...NO_COUNT,
      ...(await timesOf(socket, route.targetGroupArn)),
      requests: total('stot'),
      classes: [total('hrsp_2xx'), total('hrsp_3xx'), total('hrsp_4xx'), total('hrsp_5xx')],
    });
  }
  return counts;
}

async function timesOf(
  socket: string,
  arn: string,
): Promise<Pick<Count, 'answers' | 'took' | 'least' | 'most'>> {
  const [least, most] = [leastName(arn), mostName(arn)];
  const names = [...countingNames(arn), least, most];
  const values = await variables(socket, names);
  await tell(socket, [`experimental-mode on; set var ${least} int(${LONGEST}); set var ${most} int(0)`]);
  return { answers: values[0] ?? 0, took: values[1] ?? 0, least: values[2] ?? LONGEST, most: values[3] ?? 0 };
}

/** The values of variables of its process, in the order of their names. */
async function variables(socket: string, names: readonly string[]): Promise<number[]> {
  const said = await tell(socket, [names.map((name) => `get var ${name}`).join(';')]);
  const values = new Map(
    [...said.matchAll(/^(\S+): type=sint value=<(-?\d+)>$/gm)].map(([, name, value]) => [
      name,
      Number(value),
    ]),
  );
  return names.map((name) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`haproxy does not know its variable ${name}: ${said.trim()}`);
    return value;
  });
}

/** The lines of its statistics, by column. */
function rowsOf(table: string): ReadonlyMap<string, string>[] {
  const [head = '', ...lines] = table.trim().split('\n');
  const columns = head.replace(/^# /, '').split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return new Map(columns.map((column, at) => [column, cells[at] ?? '']));
  });
}
