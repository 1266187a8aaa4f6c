/** When something happens again and again, in UTC; undefined is every one. */
export interface Cron {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** Where days of the month and of the week are both given, either will do, as cron has it. */
  readonly days: ReadonlySet<number> | undefined;
  readonly weekdays: ReadonlySet<number> | undefined;
}

/**
 * Reads a cron expression: minute, hour, day of the month, month, day of the week (0 and 7 are Sunday), each `*`, a number, a range,
 * a step (`*` or a range, `/`, a number) or a list of such.
 *
 * @returns a sentence where it is none, or has names of months or days, which are not read
 */
export function parseCron(text: string): Cron | string {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 5) return `'${text}' has ${fields.length} fields, not five`;
  const wrong = fields.find((field) => !/^[\d*,/-]+$/.test(field));
  if (wrong !== undefined) return `'${wrong}' is more than numbers, '*', ',', '-' and '/'`;
  const [minutes, hours, days, months, weekdays] = fields.map((field, at) =>
    read(field, BOUNDS[at] ?? [0, 0]),
  );
  if (!minutes || !hours || !days || !months || !weekdays) return `'${text}' is no cron expression`;
  return {
    ...{ minutes, hours, months },
    days: fields[2] === '*' ? undefined : days,
    weekdays: fields[4] === '*' ? undefined : new Set([...weekdays].map((day) => day % 7)),
  };
}

type Bounds = readonly [number, number];

const BOUNDS: readonly Bounds[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
];

function read(field: string, bounds: Bounds): Set<number> | undefined {
  const parts = field.split(',').map((part) => readPart(part, bounds));
  return parts.every((part) => part !== undefined) ? new Set(parts.flat()) : undefined;
}

function readPart(part: string, [least, most]: Bounds): number[] | undefined {
  const [, range = '', step = '1'] = /^(\*|\d+|\d+-\d+)(?:\/(\d+))?$/.exec(part) ?? [];
  const [from = NaN, to = from] = range === '*' ? [least, most] : range.split('-').map(Number);
  const stride = Number(step);
  if (!(from >= least && to <= most && from <= to && stride > 0)) return undefined;
  return Array.from({ length: Math.floor((to - from) / stride) + 1 }, (_, count) => from + count * stride);
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Long enough for any 29th of February. */
const LONGEST = 9 * 366;

/** The first instant after `now` that it names; undefined when there is none, such as the 30th of February. */
export function nextAfter(cron: Cron, now: number): number | undefined {
  const today = Math.floor(now / DAY);
  for (let day = today; day < today + LONGEST; day += 1) {
    if (!isDay(cron, new Date(day * DAY))) continue;
    const instant = instantsOf(cron, day).find((one) => one > now);
    if (instant !== undefined) return instant;
  }
  return undefined;
}

function isDay({ months, days, weekdays }: Cron, date: Date): boolean {
  if (!months.has(date.getUTCMonth() + 1)) return false;
  const byDay = days?.has(date.getUTCDate());
  const byWeekday = weekdays?.has(date.getUTCDay());
  if (byDay === undefined && byWeekday === undefined) return true;
  return byDay === true || byWeekday === true;
}

function instantsOf({ hours, minutes }: Cron, day: number): number[] {
  return [...hours]
    .flatMap((hour) => [...minutes].map((minute) => day * DAY + (hour * 60 + minute) * MINUTE))
    .toSorted((a, b) => a - b);
}
