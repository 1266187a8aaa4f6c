import { type Check, problem } from '../finding.ts';

/** Whether somebody else replaces its instances: AWS's instance refresh, or a roll that our ledger does not know. */
export const otherDrivers: Check = ({ refresh, group, wanted }) => {
  const [roll = ''] = (group.tags['bakeroll:roll'] ?? '').split(' ');
  const isOurs = roll === '' || (wanted.knows?.(roll) ?? true);
  return [
    ...(refresh === undefined
      ? []
      : [
          problem(
            `the instance refresh ${refresh} is under way: wait for it, or aws autoscaling cancel-instance-refresh --auto-scaling-group-name ${wanted.group}`,
          ),
        ]),
    ...(isOurs
      ? []
      : [
          problem(
            `its tags say that the roll ${roll} is under way, which this ledger does not know: drive it by the ledger that does`,
          ),
        ]),
  ];
};
