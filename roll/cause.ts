import type { ActivitySeen } from '../world/aws/fleet/activities.ts';
import type { Activity, Cause, Change } from './fleet.ts';

/** An activity as the engine reads it. The sentences are AWS's own (AWS.md 1.7); one that is not known is `unknown`. */
export function activityOf({ id, at, description, cause, status, why }: ActivitySeen): Activity {
  const [, instance] = /\b(i-[0-9a-f]+)\b/.exec(description) ?? [];
  return {
    ...{ id, at, instance, why },
    kind: kindOf(description),
    cause: causeOf(cause),
    changes: changesIn(cause),
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
  [
    /(started|taken out of service|moved (to|out of) standby|detached) in response to a user request/,
    'driver',
  ],
  [/user request/, 'person'],
  [/health.?check|status checks?|unhealthy instance/i, 'health'],
  [/balance|rebalanc/, 'rebalance'],
  [/difference between desired and actual capacity/, 'capacity'],
];

function causeOf(text: string): Cause {
  return SENTENCES.find(([sentence]) => sentence.test(text))?.[1] ?? 'unknown';
}

/** A cause is a row of sentences, each with its own instant: `At 2026-11-28T09:00:00Z a user request …`. */
function changesIn(text: string): Change[] {
  return text.split(/(?=\bAt \d{4}-\d\d-\d\dT)/).flatMap((sentence) => {
    const [, at = ''] = /^At (\S+) /.exec(sentence) ?? [];
    const [, from, to] = CHANGES.map((change) => change.exec(sentence)).find((found) => found !== null) ?? [];
    if (from === undefined || to === undefined) return [];
    const [, min] = /constraints to min: (\d+)/.exec(sentence) ?? [];
    return [
      {
        ...{ at: Date.parse(at) || 0, cause: causeOf(sentence), from: Number(from), to: Number(to) },
        min: min === undefined ? undefined : Number(min),
      },
    ];
  });
}

/** Of desired itself, and of desired by a call that names instances: what only works back to desired changes nothing. */
const CHANGES = [
  /(?:changing the|Setting) desired capacity from (\d+) to (\d+)/,
  /in response to a user request, (?:shrinking|increasing) the capacity from (\d+) to (\d+)/,
];
