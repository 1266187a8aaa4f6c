import { alarms } from './checks/alarms.ts';
import { capacity } from './checks/capacity.ts';
import { groupKind } from './checks/group-kind.ts';
import { health } from './checks/health.ts';
import { heldInstances } from './checks/held-instances.ts';
import { hooks } from './checks/hooks.ts';
import { image } from './checks/image.ts';
import { instanceTypes } from './checks/instance-types.ts';
import { launch } from './checks/launch.ts';
import { otherDrivers } from './checks/other-drivers.ts';
import { permissions } from './checks/permissions.ts';
import { processes } from './checks/processes.ts';
import { scaling } from './checks/scaling.ts';
import { settings } from './checks/settings.ts';
import { subnets } from './checks/subnets.ts';
import { targetGroups } from './checks/target-groups.ts';
import { template } from './checks/template.ts';
import { warmth } from './checks/warmth.ts';
import type { Check } from './finding.ts';

/** The checks, in the order in which people are shown what they say. */
export const CHECKS = {
  'group kind': groupKind,
  template,
  image,
  'instance types': instanceTypes,
  launch,
  permissions,
  capacity,
  subnets,
  'target groups': targetGroups,
  health,
  hooks,
  processes,
  'other drivers': otherDrivers,
  scaling,
  alarms,
  instances: heldInstances,
  'keep warm': warmth,
  settings,
} as const satisfies Record<string, Check>;
