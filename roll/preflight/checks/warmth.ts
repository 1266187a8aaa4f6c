import { type Check, problem } from '../finding.ts';

/** Standby takes an instance off its load balancers and nothing else: one that has none works on. A rollback keeps none warm. */
export const warmth: Check = ({ group, wanted: { policy, kind } }) =>
  kind !== 'rollback' && policy.keepWarm > 0 && group.targetGroups.length === 0
    ? [
        problem(
          'keep_warm is not for a group without target groups: in Standby its instances would go on working beside the new ones',
        ),
      ]
    : [];
