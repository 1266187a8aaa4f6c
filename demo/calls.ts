import type { Event } from './events.ts';

export interface Calls {
  readonly service: string;
  readonly action: string;
  /** Whether it changes anything. */
  readonly write: boolean;
  readonly count: number;
  /** How many of them were answered with an error. */
  readonly errors: number;
}

/** The AWS calls made in a stretch of time (milliseconds since the epoch), by action, the most frequent first. */
export function callsByAction(
  events: readonly Event[],
  { from, to }: { readonly from: number; readonly to: number },
): readonly Calls[] {
  const within = events.filter(({ at }) => at >= from && at < to);
  const requests = within.filter((event) => event.type === 'request');
  const byAction = Map.groupBy(requests, ({ service, action }) => `${service}:${action}`);
  return [...byAction.values()]
    .flatMap(([first, ...rest]) => (first ? [summary([first, ...rest])] : []))
    .toSorted((a, b) => b.count - a.count || a.action.localeCompare(b.action));
}

type Request = Extract<Event, { type: 'request' }>;

function summary(requests: readonly [Request, ...Request[]]): Calls {
  const [{ service, action, write }] = requests;
  const errors = requests.filter(({ outcome }) => outcome !== 'ok').length;
  return { service, action, write, count: requests.length, errors };
}
