/** What AWS's documents do not settle and decides something in a roll, each with its answers; the local region assumes the first. */
export const QUESTIONS = {
  'launch-instances-desired': {
    asks: 'whether LaunchInstances raises the desired capacity',
    answers: ['raised', 'kept'],
  },
  'pending-protection': {
    asks: 'whether an instance that is Pending can be protected from scale-in',
    answers: ['refused', 'taken'],
  },
  'standby-in-max': {
    asks: 'whether instances in Standby count towards the maximum',
    answers: ['free', 'counted'],
  },
  'exit-standby-at-max': {
    asks: 'what ExitStandby does where desired would rise above the maximum',
    answers: ['refused', 'taken'],
  },
  'standby-ended-without-decrement': {
    asks: 'whether one that is ended in Standby without decrement is replaced',
    answers: ['not-replaced', 'replaced'],
  },
  'standby-ended-with-decrement': {
    asks: 'whether desired falls with one that is ended in Standby with decrement',
    answers: ['lowered', 'kept'],
  },
  'replacement-by-id': {
    asks: 'when the replacement of one that was ended by id without decrement is launched',
    answers: ['when-gone', 'at-once'],
  },
  'health-replacement': {
    asks: 'when the replacement of an unhealthy one is launched',
    answers: ['when-gone', 'at-once'],
  },
  'grace-of-launched': {
    asks: 'whether a grace period that is raised holds for those that were launched before',
    answers: ['holds', 'holds not'],
  },
} as const satisfies Readonly<
  Record<string, { readonly asks: string; readonly answers: readonly [string, string] }>
>;

export type Question = keyof typeof QUESTIONS;

/** What was seen; undefined where nothing was that tells. */
export type Answers = ReadonlyMap<Question, string | undefined>;

/** What no throw-away group of that kind can be asked. */
export const NOT_ASKED = {
  'sticky-weight-zero': 'it needs a load balancer, and a client with its cookie',
} as const;
