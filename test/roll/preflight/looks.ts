import type { GroupSeen } from '../../../world/aws/fleet/look.ts';
import type { MachineImage } from '../../../world/aws/fleet/machine-images.ts';
import type { Mixed } from '../../../world/aws/fleet/mixed.ts';
import type { VersionSeen } from '../../../world/aws/fleet/template.ts';
import type { TypeSeen } from '../../../world/aws/fleet/types.ts';
import type { Look } from '../../../roll/preflight/look.ts';
import { POLICY } from '../run-roll.ts';

const GROUP: GroupSeen = {
  ...{ min: 0, max: 4, desired: 2, grace: 300, healthCheck: 'ELB' },
  template: { id: 'lt-1', version: '7' },
  mixed: undefined,
  targetGroups: [],
  classicBalancers: [],
  otherSources: [],
  warmPool: false,
  reserved: false,
  suspended: new Map(),
  subnets: ['subnet-a'],
  tags: {},
  members: [],
};

const VERSION: VersionSeen = {
  ...{ id: 'lt-1', version: 7, image: 'ami-old', type: 't3.small', userData: '' },
  ...{ spot: false, reserved: false, interfaces: [] },
};

const IMAGE: MachineImage = {
  ...{ id: 'ami-new', name: 'new', owner: '1', state: 'available', architecture: 'x86_64' },
  ...{ bootMode: undefined, hasEna: true, allowed: true },
};

const TYPE: TypeSeen = {
  ...{ name: 't3.small', architectures: ['x86_64'], bootModes: ['legacy-bios', 'uefi'], needsEna: true },
};

interface Parts {
  readonly group?: Partial<GroupSeen>;
  readonly version?: Partial<VersionSeen>;
  readonly image?: Partial<MachineImage>;
  readonly type?: Partial<TypeSeen>;
}

/** What is read of a group with which nothing is wrong, but for those parts. */
export function lookOf({ group, version, image, type }: Parts): Look {
  return {
    at: Date.UTC(2026, 10, 21, 8),
    wanted: { group: 'web', policy: POLICY, asked: undefined, image: 'ami-new', owners: ['1'] },
    group: { ...GROUP, ...group },
    version: { ...VERSION, ...version },
    source: { ...VERSION, ...version },
    newest: 7,
    uses: [{ group: 'web', version: '7' }],
    images: [
      { ...IMAGE, ...image },
      { ...IMAGE, id: 'ami-old' },
    ],
    types: [{ ...TYPE, ...type }],
    subnets: [{ subnet: 'subnet-a', zone: 'a', free: 100 }],
    ...{ targetGroups: [], balancers: [], hooks: [], policies: [], schedules: [], alarms: [] },
    ...{ refresh: undefined, trials: [], unread: [] },
  };
}

export function mixedOf(parts: Partial<Mixed>): Mixed {
  const plain = { types: ['t3.small'], weighted: false, byAttributes: false, ownTemplates: false };
  return { ...plain, purchase: 'on-demand', asRead: {}, ...parts };
}
