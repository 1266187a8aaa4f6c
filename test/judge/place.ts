import type { TimedEvent } from '../../region/event.ts';

/** What stands in the region, as far as the events so far tell. */
export interface Place {
  readonly groups: ReadonlyMap<string, Group>;
  /** Of launch templates: `lt-…:7`. */
  readonly versions: ReadonlyMap<string, Version>;
}

export interface Group {
  sizes: Sizes;
  settings: Settings;
  tags: Readonly<Record<string, string>>;
  readonly members: Map<string, Member>;
}

export interface Sizes {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
}

export interface Settings {
  readonly template: string;
  readonly version: string;
  readonly grace: number;
  readonly suspended: readonly string[];
  readonly zones: readonly string[];
}

export interface Member {
  readonly id: string;
  readonly image: string;
  readonly version: number | undefined;
  readonly zone: string;
  lifecycle: string;
  /** Since when it is where it is in its life. */
  since: number;
  protected: boolean;
  health: string;
}

export interface Version {
  readonly template: string;
  readonly number: number;
  readonly image: string | undefined;
}

/** The place, and what else is known of instances: their state, and that of their targets. */
export interface Standing extends Place {
  /** Whether an instance serves: in service, running, and healthy in each of these target groups. */
  serves(member: Member, targetGroups: readonly string[]): boolean;
  /** Whether one is registered with one of these target groups, and not on its way out of it. */
  isRegistered(id: string, targetGroups: readonly string[]): boolean;
  follow(event: TimedEvent): void;
}

export function emptyPlace(): Standing {
  const groups = new Map<string, Group>();
  const versions = new Map<string, Version>();
  const running = new Map<string, boolean>();
  const targets = new Map<string, string>();
  const stateIn = (targetGroup: string, id: string) => targets.get(`${targetGroup} ${id}`);

  function groupOf(name: string): Group {
    const known = groups.get(name) ?? blankGroup();
    groups.set(name, known);
    return known;
  }

  function followMember(group: Group, event: Extract<TimedEvent, { type: 'member' }>): void {
    const { instanceId: id, imageId: image, version, zone, lifecycle, at } = event;
    if (lifecycle === 'Terminated' || lifecycle === 'Detached') {
      group.members.delete(id);
      return;
    }
    const known = group.members.get(id);
    const blank = { id, image, version, zone, lifecycle, since: at, protected: false, health: 'Healthy' };
    if (known === undefined) group.members.set(id, blank);
    else Object.assign(known, { lifecycle, since: at });
  }

  function follow(event: TimedEvent): void {
    switch (event.type) {
      case 'sizes':
        groupOf(event.group).sizes = { min: event.min, max: event.max, desired: event.desired };
        return;
      case 'settings': {
        const { template, version, grace, suspended, zones } = event;
        groupOf(event.group).settings = { template, version, grace, suspended, zones };
        return;
      }
      case 'tags':
        groupOf(event.group).tags = event.tags;
        return;
      case 'member':
        followMember(groupOf(event.group), event);
        return;
      case 'protection':
        change(groupOf(event.group), event.instanceId, { protected: event.protected });
        return;
      case 'health':
        change(groupOf(event.group), event.instanceId, { health: event.health });
        return;
      case 'instance':
        running.set(event.instanceId, event.state === 'running');
        return;
      case 'target':
        targets.set(`${event.targetGroup} ${event.instanceId}`, event.state);
        return;
      case 'template': {
        const name = `${event.template}:${event.version}`;
        const { template, version: number, imageId: image } = event;
        if (event.phase === 'made') versions.set(name, { template, number, image });
        else versions.delete(name);
        return;
      }
      case 'request':
      case 'activity':
      case 'fault':
    }
  }

  return {
    ...{ groups, versions, follow },
    serves: ({ id, lifecycle }, targetGroups) =>
      lifecycle === 'InService' &&
      running.get(id) === true &&
      targetGroups.every((one) => stateIn(one, id) === 'healthy'),
    isRegistered: (id, targetGroups) =>
      targetGroups.some((one) => ['initial', 'healthy', 'unhealthy'].includes(stateIn(one, id) ?? '')),
  };
}

function blankGroup(): Group {
  return {
    sizes: { min: 0, max: 0, desired: 0 },
    settings: { template: '', version: '', grace: 0, suspended: [], zones: [] },
    tags: {},
    members: new Map(),
  };
}

function change({ members }: Group, id: string, changes: Partial<Member>): void {
  const member = members.get(id);
  if (member !== undefined) Object.assign(member, changes);
}

/** In service or on its way to it: it fills a place of the desired capacity. */
export function stays({ lifecycle }: Member): boolean {
  return lifecycle === 'InService' || lifecycle.startsWith('Pending');
}

/** Whether the zones differ by at most one: then AZRebalance moves nothing. */
export function isEven({ settings, members }: Group): boolean {
  const there = [...members.values()].filter(stays);
  const counts = settings.zones.map((zone) => there.filter((member) => member.zone === zone).length);
  return counts.length === 0 || Math.max(...counts) - Math.min(...counts) <= 1;
}
