import type { ActivitySeen } from '../world/aws/fleet/activities.ts';
import type { Activity, Cause } from './fleet.ts';

/** An activity as the engine reads it. The sentences are AWS's own (AWS.md 1.7); one that is not known is `unknown`. */
export function activityOf({ id, at, description, cause, status, why }: ActivitySeen): Activity {
  const [, instance] = /\b(i-[0-9a-f]+)\b/.exec(description) ?? [];
  return {
    ...{ id, at, instance, why },
    kind: kindOf(description),
    cause: causeOf(cause),
    desired: desiredIn(cause),
    status: STATUS[status] ?? 'under-way',
  };
}

const STATUS: Readonly<Record<string, Activity['status']>> = {
  Successful: 'successful',
  Failed: 'failed',
  Cancelled: 'cancelled',
};

function kindOf(description: string): Activity['kind'] {
  if (description.startsWith('Launching')) return 'launch';
  return description.startsWith('Terminating') ? 'terminate' : 'other';
}

/** In order: the first sentence that is found decides. */
const SENTENCES: readonly (readonly [RegExp, Cause])[] = [
  [/triggered policy/, 'policy'],
  [/scheduled action/, 'schedule'],
  [/instance refresh/, 'refresh'],
  [/user request to launch instances/, 'driver'],
  [/taken out of service in response to a user request/, 'driver'],
  [/user request/, 'person'],
  [/health.?check|status checks?|unhealthy instance/i, 'health'],
  [/balance|rebalanc/, 'rebalance'],
];

function causeOf(text: string): Cause {
  return SENTENCES.find(([sentence]) => sentence.test(text))?.[1] ?? 'unknown';
}

/** The whole way that desired went: a cause may tell of more than one step. */
function desiredIn(text: string): Activity['desired'] {
  const steps = [...text.matchAll(/changing the desired capacity from (\d+) to (\d+)/g)];
  const [first, last] = [steps[0], steps.at(-1)];
  return first && last && { from: Number(first[1]), to: Number(last[2]) };
}
