import type { LifecycleHook, LifecycleResult } from '../../model/autoscaling/hook.ts';
import { AwsError } from '../../protocol/aws-error.ts';

/** The transitions that hooks hold members in. */
export const TRANSITIONS = [
  'autoscaling:EC2_INSTANCE_LAUNCHING',
  'autoscaling:EC2_INSTANCE_TERMINATING',
] as const satisfies readonly LifecycleHook['transition'][];

/** @throws AwsError ValidationError when it is none, or is not said */
export function transitionOf(asked: string | undefined): LifecycleHook['transition'] {
  const transition = TRANSITIONS.find((known) => known === asked);
  if (transition !== undefined) return transition;
  throw new AwsError('ValidationError', `LifecycleTransition is one of ${TRANSITIONS.join(', ')}.`);
}

/** @throws AwsError ValidationError */
export function resultOf(parameter: string, asked: string): LifecycleResult {
  if (asked === 'CONTINUE' || asked === 'ABANDON') return asked;
  throw new AwsError('ValidationError', `${parameter} is CONTINUE or ABANDON, not ${asked}.`);
}
