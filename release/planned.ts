import { createHash } from 'node:crypto';
import type { Policy } from '../roll/goal.ts';
import { launchBy } from '../roll/preflight/launch-by.ts';
import type { Consent } from '../roll/preflight/wanted.ts';
import type { Inspection } from '../roll/preflight.ts';
import type { Session } from './session.ts';

/** What is to be rolled, and how it was asked for. */
export interface Aim {
  readonly kind: 'roll' | 'rollback';
  readonly image: string;
  /** Whether every instance is replaced though that image serves: `--same`. */
  readonly same: boolean;
  /** The version of the launch template that the roll's own is made from, where one was named. */
  readonly base: number | undefined;
}

/** Everything that a plan depends on: the target, the policy, and of each group what decides how it is rolled. */
export interface Planned extends Aim {
  readonly app: string;
  readonly environment: string;
  /** The roll that did not come to its end, if there is one. */
  readonly unfinished: string | undefined;
  readonly consent: Consent;
  readonly groups: Readonly<Record<string, PlannedGroup>>;
}

interface PlannedGroup {
  readonly policy: Policy;
  /** The group's settings in plain values; undefined where it was not there. */
  readonly settings: Readonly<Record<string, unknown>> | undefined;
  /** The ids of its instances, in their order. */
  readonly instances: readonly string[];
}

export function plannedOf(
  { config, name, consent }: Session,
  aim: Aim,
  unfinished: string | undefined,
  inspections: readonly Inspection[],
  policyOf: (group: string) => Policy,
): Planned {
  const groups = inspections.map((inspection) => {
    const { group } = inspection;
    return [group, groupOf(inspection, policyOf(group))] as const;
  });
  return {
    ...{ kind: aim.kind, image: aim.image, same: aim.same, base: aim.base },
    app: config.app,
    environment: name,
    unfinished,
    consent,
    groups: Object.fromEntries(groups),
  };
}

function groupOf({ look }: Inspection, policy: Policy): PlannedGroup {
  if (look === undefined) return { policy, settings: undefined, instances: [] };
  const { group, version, source, targetGroups = [] } = look;
  const { min, max, desired, grace, healthCheck, template, subnets, suspended, mixed } = group;
  return {
    policy,
    settings: {
      ...{ min, max, desired, grace, healthCheck, subnets },
      template: template && `${template.id}:${template.version}`,
      types: mixed?.types ?? [source?.type ?? ''],
      serves: version?.image,
      suspended: [...suspended.keys()].toSorted(),
      targetGroups: targetGroups.map(({ arn, interval, successes, failures, delay, slowStart }) => ({
        ...{ arn, interval, successes, failures, delay, slowStart },
      })),
      launchBy: launchBy(look).way,
    },
    instances: group.members.map(({ id }) => id).toSorted(),
  };
}

/** What two plans differ in has two digests. */
export function digestOf(planned: unknown): string {
  return createHash('sha256').update(canonical(planned)).digest('hex');
}

/** JSON with the keys of each object in their order, and nothing undefined. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** Where they differ, each as `groups.web.settings.desired was 3, and is 4`. */
export function differences(then: unknown, now: unknown, path = ''): string[] {
  if (canonical([then]) === canonical([now])) return [];
  if (!isRecord(then) || !isRecord(now)) return [`${path} was ${shown(then)}, and is ${shown(now)}`];
  const keys = new Set([...Object.keys(then), ...Object.keys(now)]);
  return [...keys].flatMap((key) => differences(then[key], now[key], path === '' ? key : `${path}.${key}`));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
