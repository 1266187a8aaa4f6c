import { type Check, warning } from '../finding.ts';

/** What may change the group's size in the meantime. It is allowed to: it is said so that nobody wonders. */
export const scaling: Check = ({ policies = [], schedules = [] }) => [
  ...(policies.length === 0
    ? []
    : [
        warning(
          `it scales by itself during the roll: ${policies.map(({ name, kind }) => `${name} (${kind})`).join(', ')}`,
        ),
      ]),
  ...schedules.map(({ name, at, min, max, desired }) => {
    const sizes = Object.entries({ minimum: min, maximum: max, desired }).flatMap(([size, value]) =>
      value === undefined ? [] : [`${size} ${value}`],
    );
    return warning(
      `the scheduled action ${name} is due at ${new Date(at).toISOString()}, within deadline.total: ${sizes.join(', ')}`,
    );
  }),
];
