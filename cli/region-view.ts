import { age, table } from './ages.ts';

/** What runs in a region, as its program tells it. Times are milliseconds since the epoch. */
export interface RegionView {
  readonly now: number;
  readonly instances: readonly {
    readonly id: string;
    readonly state: string;
    readonly since: number;
    readonly type: string;
    readonly zone: string;
    readonly image: string;
    readonly address: string;
    readonly group?: string;
    readonly lifecycle?: string;
    readonly health?: string;
  }[];
  readonly targets: readonly {
    readonly targetGroup: string;
    readonly id: string;
    readonly port: number;
    readonly state: string;
    readonly reason?: string;
  }[];
  readonly activities: readonly {
    readonly group: string;
    readonly at: number;
    readonly status: string;
    readonly description: string;
  }[];
}

/** It as a console shows it: a table of each kind, and none of what there is none of. */
export function describeView({ now, instances, targets, activities }: RegionView): string[] {
  return [
    ...section(
      ['INSTANCE', 'STATE', 'SINCE', 'TYPE', 'ZONE', 'IMAGE', 'ADDRESS', 'GROUP', 'LIFECYCLE', 'HEALTH'],
      instances.map((one) => [
        ...[one.id, one.state, age(one.since, now), one.type, one.zone, one.image, one.address],
        ...[one.group ?? '', one.lifecycle ?? '', one.health ?? ''],
      ]),
    ),
    ...section(
      ['TARGET GROUP', 'TARGET', 'STATE', 'REASON'],
      targets.map((one) => [one.targetGroup, `${one.id}:${one.port}`, one.state, one.reason ?? '']),
    ),
    ...section(
      ['GROUP', 'AGO', 'STATUS', 'ACTIVITY'],
      activities.map((one) => [one.group, age(one.at, now), one.status, one.description]),
    ),
  ];
}

function section(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : ['', ...table([heads, ...rows])];
}
