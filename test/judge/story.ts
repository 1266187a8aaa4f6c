import type { RegionEvent, TimedEvent } from '../../region/event.ts';
import type { Case } from './case.ts';

/** A log that is written by hand: of one group `web` behind one target group, on version 1 of a template with `ami-old`. */
export interface Story {
  readonly events: readonly TimedEvent[];
  /** So many seconds later. */
  pass(seconds: number): void;
  /** What the region does by itself, or a stranger: no request stands before it. */
  tell(...events: readonly RegionEvent[]): void;
  /** A request of the driver, or of somebody else, and what it does at once. */
  ask(action: string, about: object, effects?: readonly RegionEvent[], who?: Asking): void;
  /** The driver looks at the group and at its targets. */
  look(who?: Asking): void;
  /** The driver makes a version with `ami-new`: number 2. */
  makeVersion(number?: number): void;
  /** Writes settings or sizes. */
  update(changes: Changes, who?: Asking): void;
  suspend(processes: readonly string[], who?: Asking): void;
  resume(processes: readonly string[], who?: Asking): void;
  /** LaunchInstances. @returns their ids */
  launch(count: number, who?: Asking): readonly string[];
  /** The group launches one by itself. */
  launchesItself(): string;
  /** They run, are in service, and healthy. */
  serve(...ids: readonly string[]): void;
  sicken(...ids: readonly string[]): void;
  end(id: string, decrement: boolean, who?: Asking): void;
  /** Standby, with decrement. */
  standBy(ids: readonly string[], who?: Asking): void;
  protect(ids: readonly string[], on: boolean, who?: Asking): void;
  /** Its end is over; without a request before it, it has died by itself. */
  gone(...ids: readonly string[]): void;
  tag(tags: Readonly<Record<string, string>>, who?: Asking): void;
  untag(...keys: readonly string[]): void;
  deleteVersion(version: number): void;
  /** Ids of all that are in service. */
  serving(): readonly string[];
  /** Of version 1, and not on their way out. */
  oldOnes(): readonly string[];
  newOnes(): readonly string[];
  /** On their way in. */
  coming(): readonly string[];
}

export interface Asking {
  readonly caller?: string;
  readonly outcome?: string;
}

export interface Changes {
  readonly min?: number;
  readonly max?: number;
  readonly desired?: number;
  readonly version?: string;
  readonly grace?: number;
}

export const DRIVER = 'AKIADRIVER';
export const STRANGER = { caller: 'AKIASTRANGER' } as const;
const BEGAN = Date.UTC(2026, 10, 21, 8);
const TARGETS = 'arn:web';
const GROUP = { group: 'web' } as const;
const IMAGES: Readonly<Record<string, string>> = { 1: 'ami-old', 2: 'ami-new' };

/** The case that goes with a story: the driver rolls `web` to `ami-new`. */
export function caseOf(parts: Partial<Case> = {}): Case {
  return {
    groups: [{ name: 'web', targetGroups: [TARGETS] }],
    drivers: [DRIVER],
    from: BEGAN + 60_000,
    kind: 'roll',
    image: 'ami-new',
    ...parts,
    policy: {
      ...{ surge: { percent: 100 }, minHealthy: { percent: 100 }, max: 'fit' },
      ...{ samples: 2, interval: 5_000, soak: 0, tick: 5_000 },
      ...parts.policy,
    },
  };
}

/** The story of a group of so many that serve; a minute later the roll begins. */
export function story(size: number, { min = 0, max = 2 * size } = {}): Story {
  const events: TimedEvent[] = [];
  const zones = new Map<string, string>();
  let at = BEGAN;
  let sizes = { min, max, desired: size };
  let settings = {
    template: 'lt-1',
    version: '1',
    grace: 0,
    suspended: [] as readonly string[],
    zones: ['a', 'b'],
  };
  let tags: Readonly<Record<string, string>> = {};
  const members = new Map<string, { version: number; lifecycle: string }>();

  const tell = (...told: readonly RegionEvent[]) => {
    for (const event of told) events.push({ at, ...event });
  };
  const resized = (changes: Partial<typeof sizes>): RegionEvent => {
    sizes = { ...sizes, ...changes };
    return { type: 'sizes', ...GROUP, ...sizes };
  };
  const set = (changes: Partial<typeof settings>): RegionEvent => {
    settings = { ...settings, ...changes };
    return { type: 'settings', ...GROUP, ...settings };
  };
  const move = (instanceId: string, lifecycle: string): RegionEvent => {
    const version = members.get(instanceId)?.version ?? Number(settings.version);
    if (lifecycle === 'Terminated') members.delete(instanceId);
    else members.set(instanceId, { version, lifecycle });
    const zone = zones.get(instanceId) ?? (zones.size % 2 === 0 ? 'a' : 'b');
    zones.set(instanceId, zone);
    return { type: 'member', ...GROUP, instanceId, imageId: IMAGES[version] ?? '', lifecycle, zone, version };
  };
  const runs = (instanceId: string, state: string): RegionEvent => ({
    ...{ type: 'instance', instanceId, imageId: IMAGES[members.get(instanceId)?.version ?? 1] ?? '', state },
  });
  const target = (instanceId: string, state: string): RegionEvent => ({
    ...{ type: 'target', targetGroup: TARGETS, instanceId, state },
  });
  const idsOf = (isMeant: (member: { version: number; lifecycle: string }) => boolean) =>
    [...members].filter(([, member]) => isMeant(member)).map(([id]) => id);
  const newId = () => `i-${zones.size + 1}`;
  const ask: Story['ask'] = (action, about, effects = [], { caller = DRIVER, outcome = 'ok' } = {}) => {
    const service = action.includes('LaunchTemplate') ? 'ec2' : 'autoscaling';
    const write = !action.startsWith('Describe');
    tell({
      ...{ type: 'request', service, action, write, outcome, account: '000000000000', caller },
      about: about as Readonly<Record<string, unknown>>,
    });
    tell(...effects);
  };
  const web = { AutoScalingGroupName: 'web' };

  const made: Story = {
    ...{ events, tell, ask },
    pass: (seconds) => {
      at += seconds * 1000;
    },
    look: (who) => {
      ask('DescribeAutoScalingGroups', { AutoScalingGroupNames: ['web'] }, [], who);
      ask('DescribeTargetHealth', { TargetGroupArn: TARGETS }, [], who);
    },
    makeVersion: (version = 2) => {
      const LaunchTemplateData = { ImageId: 'ami-new' };
      ask('CreateLaunchTemplateVersion', { LaunchTemplateId: 'lt-1', LaunchTemplateData }, [
        { type: 'template', template: 'lt-1', version, phase: 'made', imageId: 'ami-new' },
      ]);
    },
    update: ({ version, grace, ...other }, who) => {
      const about = {
        ...web,
        ...(other.min === undefined ? {} : { MinSize: other.min }),
        ...(other.max === undefined ? {} : { MaxSize: other.max }),
        ...(other.desired === undefined ? {} : { DesiredCapacity: other.desired }),
        ...(grace === undefined ? {} : { HealthCheckGracePeriod: grace }),
        ...(version === undefined ? {} : { LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: version } }),
      };
      const newSettings = {
        ...(version === undefined ? {} : { version }),
        ...(grace === undefined ? {} : { grace }),
      };
      const effects = [
        ...(Object.keys(newSettings).length === 0 ? [] : [set(newSettings)]),
        ...(Object.keys(other).length === 0 ? [] : [resized(lifted(sizes, other))]),
      ];
      ask('UpdateAutoScalingGroup', about, effects, who);
    },
    suspend: (processes, who) => {
      const effects = [set({ suspended: [...settings.suspended, ...processes] })];
      ask('SuspendProcesses', { ...web, ScalingProcesses: processes }, effects, who);
    },
    resume: (processes, who) => {
      const suspended = settings.suspended.filter((one) => !processes.includes(one));
      ask('ResumeProcesses', { ...web, ScalingProcesses: processes }, [set({ suspended })], who);
    },
    launch: (count, who) => {
      const ids: string[] = [];
      const effects: RegionEvent[] = [];
      for (let left = count; left > 0; left -= 1) {
        const id = newId();
        ids.push(id);
        effects.push(move(id, 'Pending'), resized({ desired: sizes.desired + 1 }));
      }
      ask('LaunchInstances', { ...web, RequestedCapacity: count, ClientToken: ids.join('-') }, effects, who);
      return ids;
    },
    launchesItself: () => {
      const id = newId();
      tell(move(id, 'Pending'));
      return id;
    },
    serve: (...ids) => {
      for (const id of ids) tell(runs(id, 'running'), move(id, 'InService'), target(id, 'healthy'));
    },
    sicken: (...ids) => {
      for (const id of ids) tell(target(id, 'unhealthy'));
    },
    end: (id, decrement, who) => {
      const about = { InstanceId: id, ShouldDecrementDesiredCapacity: decrement };
      const effects = [
        move(id, 'Terminating'),
        ...(decrement ? [resized({ desired: sizes.desired - 1 })] : []),
        target(id, 'draining'),
      ];
      ask('TerminateInstanceInAutoScalingGroup', about, effects, who);
    },
    standBy: (ids, who) => {
      const about = { ...web, InstanceIds: ids, ShouldDecrementDesiredCapacity: true };
      const effects = ids.flatMap((id) => [
        move(id, 'EnteringStandby'),
        resized({ desired: sizes.desired - 1 }),
        target(id, 'draining'),
      ]);
      ask('EnterStandby', about, effects, who);
    },
    protect: (ids, on, who) => {
      const about = { ...web, InstanceIds: ids, ProtectedFromScaleIn: on };
      const effects = ids.map((instanceId): RegionEvent => ({
        type: 'protection',
        ...GROUP,
        instanceId,
        protected: on,
      }));
      ask('SetInstanceProtection', about, effects, who);
    },
    gone: (...ids) => {
      for (const id of ids) tell(runs(id, 'terminated'), target(id, 'unused'), move(id, 'Terminated'));
    },
    tag: (added, who) => {
      tags = { ...tags, ...added };
      const Tags = Object.entries(added).map(([Key, Value]) => ({ Key, Value, ResourceId: 'web' }));
      ask('CreateOrUpdateTags', { Tags }, [{ type: 'tags', ...GROUP, tags }], who);
    },
    untag: (...keys) => {
      tags = Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
      ask('DeleteTags', { Tags: keys.map((Key) => ({ Key, ResourceId: 'web' })) }, [
        { type: 'tags', ...GROUP, tags },
      ]);
    },
    deleteVersion: (version) => {
      ask('DeleteLaunchTemplateVersions', { LaunchTemplateId: 'lt-1', Versions: [String(version)] }, [
        { type: 'template', template: 'lt-1', version, phase: 'deleted' },
      ]);
    },
    serving: () => idsOf(({ lifecycle }) => lifecycle === 'InService'),
    oldOnes: () => idsOf(({ version, lifecycle }) => version === 1 && lifecycle !== 'Terminating'),
    newOnes: () => idsOf(({ version, lifecycle }) => version === 2 && lifecycle !== 'Terminating'),
    coming: () => idsOf(({ lifecycle }) => lifecycle === 'Pending'),
  };

  tell({ type: 'template', template: 'lt-1', version: 1, phase: 'made', imageId: 'ami-old' });
  tell(resized({}), set({}));
  for (let left = size; left > 0; left -= 1) made.serve(made.launchesItself());
  made.pass(60);
  return made;
}

/** A minimum above the desired capacity lifts it, a maximum below lowers it. */
function lifted(
  sizes: { readonly min: number; readonly max: number; readonly desired: number },
  changes: Changes,
): { min: number; max: number; desired: number } {
  const { min = sizes.min, max = sizes.max } = changes;
  return { min, max, desired: changes.desired ?? Math.min(max, Math.max(min, sizes.desired)) };
}
