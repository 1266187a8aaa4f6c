import type { PutScalingPolicyType, StepAdjustment } from '@aws-sdk/client-auto-scaling';

import type {
  Adjustment,
  SimpleScaling,
  Step,
  StepScaling,
} from '../../../model/autoscaling/scaling/policy.ts';
import type { Checked } from '../../../protocol/action.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { checkSeconds } from '../settings.ts';

type Asked = Checked<PutScalingPolicyType>;

/** @throws AwsError ValidationError */
export function simpleAsked(asked: Asked): SimpleScaling {
  checkSeconds('Cooldown', asked.Cooldown);
  const { ScalingAdjustment: by, Cooldown: cooldown } = asked;
  if (by === undefined) throw invalid('ScalingAdjustment is required for policy type SimpleScaling');
  return { kind: 'SimpleScaling', adjustment: adjustmentAsked(asked), by, cooldown };
}

/** @throws AwsError ValidationError */
export function stepsAsked(asked: Asked): StepScaling {
  checkSeconds('EstimatedInstanceWarmup', asked.EstimatedInstanceWarmup);
  const steps = (asked.StepAdjustments ?? []).map(stepAsked);
  if (steps.length === 0) throw invalid('StepAdjustments is required for policy type StepScaling');
  checkSteps(steps);
  return {
    kind: 'StepScaling',
    adjustment: adjustmentAsked(asked),
    steps,
    warmup: asked.EstimatedInstanceWarmup,
  };
}

function adjustmentAsked({
  AdjustmentType: type,
  MinAdjustmentMagnitude: leastMagnitude,
}: Asked): Adjustment {
  switch (type) {
    case 'ChangeInCapacity':
    case 'ExactCapacity':
      if (leastMagnitude === undefined) return { type, leastMagnitude };
      throw invalid(`MinAdjustmentMagnitude is not supported by the specified adjustment type ${type}`);
    case 'PercentChangeInCapacity':
      return { type, leastMagnitude };
    default:
      throw invalid(
        `AdjustmentType ${String(type)} is not one of ChangeInCapacity, ExactCapacity, PercentChangeInCapacity`,
      );
  }
}

function stepAsked(asked: StepAdjustment): Step {
  const { MetricIntervalLowerBound: from, MetricIntervalUpperBound: to, ScalingAdjustment: by } = asked;
  if (by === undefined) throw invalid('ScalingAdjustment of a step is required');
  if (from !== undefined && to !== undefined && from >= to) {
    throw invalid('MetricIntervalLowerBound must be less than MetricIntervalUpperBound');
  }
  return { from, to, by };
}

/** Steps neither overlap nor leave a gap between them [UG]. */
function checkSteps(steps: readonly Step[]): void {
  const ordered = steps.toSorted((a, b) => (a.from ?? -Infinity) - (b.from ?? -Infinity));
  for (const [at, { to }] of ordered.slice(0, -1).entries()) {
    if (to === undefined || to !== ordered[at + 1]?.from) {
      throw invalid('StepAdjustments must neither overlap nor leave a gap');
    }
  }
}

function invalid(text: string): AwsError {
  return new AwsError('ValidationError', text);
}
