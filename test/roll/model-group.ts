import { Refused, Unanswered } from '../../world/aws/answer.ts';
import type { Clock } from '../../world/clock.ts';
import type { FleetCloud } from '../../roll/cloud.ts';
import type { Activity, Alarm, Cause, Fleet, Member } from '../../roll/fleet.ts';

/** How the model's instances behave, by image: milliseconds from launch to InService, and from there to healthy. */
export interface Temper {
  readonly boot: number;
  /** Undefined: never. */
  readonly healthy: number | undefined;
  /** After so long in good health it turns unhealthy; undefined: never. */
  readonly sickens?: number;
  /** It vanishes so long after its launch. */
  readonly dies?: number;
}

export const GOOD: Temper = { boot: 20_000, healthy: 10_000 };

/** The driver's process is gone: nothing that it would have done afterwards happens. */
export class Killed extends Error {}

export type Mischief = 'killed-before' | 'killed-after' | 'throttled' | 'answer-lost' | 'refused';

export interface ModelOptions {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  /** What is launched from the group's template at the start; whose instances are there and healthy. */
  readonly temper?: Temper;
  /** How instances of the new image behave; the n-th that is launched, from 0. */
  readonly fresh?: (n: number, image: string) => Temper;
  readonly drain?: number;
  /** Asked before each call with its running number: what is to go wrong with it. */
  readonly mischief?: (call: number, name: string) => Mischief | undefined;
  /** [R]: LaunchInstances leaves desired where it is. */
  readonly keepsDesired?: boolean;
  /** Looks show what was so long ago: AWS is eventually consistent. */
  readonly lag?: number;
  /** How long each call takes: milliseconds. */
  readonly slow?: number;
  /** Zones in which AWS has no capacity. */
  readonly noCapacity?: readonly string[];
}

interface Box {
  readonly id: string;
  readonly zone: string;
  readonly version: number;
  readonly temper: Temper;
  readonly since: number;
  leaving: number | undefined;
  /** In Standby: it runs, and serves nothing. */
  standby: boolean;
  protected: boolean;
}

export const BASELINE = 7;
/** Far more than any roll needs: who looks oftener will never end. */
const MOST_READS = 20_000;
const OLD_IMAGE = 'ami-old';
const PLACES = [
  { zone: 'a', subnet: 'subnet-a' },
  { zone: 'b', subnet: 'subnet-b' },
];

/**
 * A small Auto Scaling group behind a load balancer, fair and in virtual time, at the engine's port: it works back to its
 * desired capacity, drains before it ends, and refuses what AWS refuses. It watches what is done to it.
 */
export class ModelGroup implements FleetCloud {
  readonly #options: ModelOptions;
  readonly #images = new Map([[BASELINE, OLD_IMAGE]]);
  readonly #tokens = new Map<string, unknown>();
  readonly #calls = { reads: 0, writes: 0 };
  /** Every write that was sent, done or not. */
  readonly sent: string[] = [];
  readonly writes: string[] = [];
  /** What was done that must not be, each a sentence: a roll that keeps its promise leaves none. */
  readonly complaints: string[] = [];
  boxes: Box[] = [];
  #now = Date.UTC(2026, 10, 21, 8);
  #launched = 0;
  #ids = 0;
  min: number;
  max: number;
  desired: number;
  grace = 0;
  template = BASELINE;
  rebalanceSuspended = false;
  tags: Record<string, string> = {};
  activities: Activity[] = [];
  alarms: Alarm[] = [];
  /** Whose application does not answer, whatever its temper: an outage. */
  fails: (box: { readonly id: string; readonly zone: string; readonly version: number }) => boolean = () =>
    false;
  /** What an instance's console says of its unit. */
  crashed: (id: string) => string | undefined = () => undefined;
  /** An instance refresh that somebody began. */
  refresh: string | undefined;
  /** Nothing can be launched from this version. */
  unlaunchable = 0;
  /** Whether raising the minimum is how it is told to launch. */
  lifts = false;
  /** Whether the group replaces what is unhealthy. */
  replaces = true;
  #history: Fleet[] = [];
  #plans: { when: number; what: () => void }[] = [];
  /** At which of the writes that were sent so far the driver is killed. */
  kills: ((sent: number) => boolean) | undefined;
  /** Looks on, every second. */
  watch: () => void = () => undefined;
  /** What must serve at the least; the judge's. */
  floor = 0;
  /** How many may be desired at the most; the judge's. */
  cap = Number.POSITIVE_INFINITY;

  constructor(options: ModelOptions) {
    this.#options = options;
    ({ min: this.min, max: this.max, desired: this.desired } = options);
    for (let n = 0; n < options.desired; n += 1) this.#add(BASELINE, -3_600_000);
    this.#history = [this.#snapshot()];
  }

  readonly clock: Clock = {
    now: () => this.#now,
    monotonic: () => this.#now,
    sleep: (duration, signal) => {
      if (signal?.aborted) return Promise.reject(new Error('aborted'));
      this.pass(duration);
      return Promise.resolve();
    },
  };

  /** Has somebody else do something, so long after the start. */
  at(after: number, what: () => void): void {
    this.#plans.push({ when: this.#now + after, what });
  }

  /** Somebody else changes the desired capacity; an activity tells it, where there is a cause. */
  scale(to: number, cause?: Cause): void {
    const from = this.desired;
    this.desired = Math.min(this.max, Math.max(this.min, to));
    if (cause === undefined || from === this.desired) return;
    const change = { at: this.#now, cause, from, to: this.desired, min: undefined };
    const told = { id: `a-${this.#now}`, at: this.#now, kind: 'other', cause, status: 'successful' } as const;
    this.activities = [
      { ...told, instance: undefined, changes: [change], why: undefined },
      ...this.activities,
    ];
  }

  /** Lets time pass, second by second. */
  pass(duration: number): void {
    for (const end = this.#now + duration; this.#now < end;) {
      this.#now = Math.min(end, this.#now + 1000);
      this.#live();
      if (this.#options.lag) this.#history = [...this.#history.slice(-20), this.#snapshot()];
    }
  }

  #live(): void {
    for (const plan of this.#plans.filter(({ when }) => when <= this.#now)) plan.what();
    this.#plans = this.#plans.filter(({ when }) => when > this.#now);
    const drain = this.#options.drain ?? 5_000;
    for (const { id, temper, since } of this.boxes)
      if (temper.dies !== undefined && this.#now - since >= temper.dies) this.tell('terminate', id, 'health');
    this.boxes = this.boxes.filter(
      ({ leaving, temper, since }) =>
        !(leaving !== undefined && this.#now - leaving >= drain) &&
        !(temper.dies !== undefined && this.#now - since >= temper.dies),
    );
    for (const box of this.boxes) {
      if (!this.#isGivenUp(box)) continue;
      box.leaving = this.#now;
      this.tell('terminate', box.id, 'health');
    }
    for (
      let missing = this.desired - this.counted().length;
      missing > 0 && this.template !== this.unlaunchable;
      missing -= 1
    )
      this.#add(this.template, 0);
    for (let spare = this.counted().length - this.desired; spare > 0; spare -= 1) this.#scaleIn();
    this.watch();
  }

  /** Health replacement: ELB health counts once the grace period is over. */
  #isGivenUp(box: Box): boolean {
    const inService = box.since + box.temper.boot;
    return (
      this.replaces &&
      box.leaving === undefined &&
      !box.standby &&
      this.#now >= inService + this.grace * 1000 + 30_000 &&
      !this.isHealthy(box) &&
      this.grace > 0
    );
  }

  /** Has the group say what it did, and why. */
  tell(kind: Activity['kind'], instance: string, cause: Cause, parts: Partial<Activity> = {}): void {
    const id = `a-${this.activities.length}`;
    const told = {
      id,
      at: this.#now,
      kind,
      instance,
      cause,
      changes: [],
      status: 'successful',
    } as const;
    this.activities = [{ ...told, why: undefined, ...parts }, ...this.activities].slice(0, 100);
  }

  /** Sets an alarm, from now on. */
  ring(state: Alarm['state']): void {
    this.alarms = [{ name: '5xx', state, since: this.#now, period: 60_000, read: this.#now }];
  }

  #scaleIn(): void {
    const victim = this.counted().find((box) => !box.protected);
    if (victim) {
      victim.leaving = this.#now;
      if (this.isHealthy(victim)) this.complaints.push(`the group itself scaled ${victim.id} in`);
    }
  }

  #add(version: number, age: number): Box {
    const image = this.#images.get(version) ?? '?';
    const fresh = version === BASELINE ? GOOD : (this.#options.fresh?.(this.#launched++, image) ?? GOOD);
    const temper = version === BASELINE ? (this.#options.temper ?? GOOD) : fresh;
    const zone = this.#emptierZone();
    const box = {
      id: `i-${this.#ids++}`,
      zone,
      version,
      temper,
      since: this.#now + age,
      leaving: undefined,
      standby: false,
      protected: false,
    };
    this.boxes.push(box);
    return box;
  }

  /** It is registered anew: in service at once, and healthy when its checks have passed. */
  #returned(box: Box): void {
    const temper = { ...box.temper, boot: 1_000 };
    this.boxes = this.boxes.map((other) => (other === box ? { ...box, temper, since: this.#now } : other));
  }

  #emptierZone(): string {
    return this.#inZone('b') < this.#inZone('a') ? 'b' : 'a';
  }

  #inZone(zone: string): number {
    return this.counted().filter((box) => box.zone === zone).length;
  }

  /** By how many the zones differ: by more than 1, and AZRebalance moves something. */
  unevenness(): number {
    return Math.abs(this.#inZone('a') - this.#inZone('b'));
  }

  counted(): Box[] {
    return this.boxes.filter(({ leaving, standby }) => leaving === undefined && !standby);
  }

  isHealthy(box: Box): boolean {
    const { since, temper, leaving, standby } = box;
    if (leaving !== undefined || standby || temper.healthy === undefined || this.fails(box)) return false;
    const healthy = since + temper.boot + temper.healthy;
    return this.#now >= healthy && (temper.sickens === undefined || this.#now < healthy + temper.sickens);
  }

  /** How many serve, by version. */
  serving(): Record<string, number> {
    const groups = Map.groupBy(
      this.counted().filter((box) => this.isHealthy(box)),
      ({ version }) => this.#images.get(version) ?? '?',
    );
    return Object.fromEntries([...groups].map(([image, boxes]) => [image, boxes.length]));
  }

  /** What the group's own template would launch. */
  get templateImage(): string {
    return this.#images.get(this.template) ?? '?';
  }

  async #call<T>(name: string, does: () => T): Promise<T> {
    const mischief = this.#options.mischief?.(this.#calls.writes, name);
    this.#calls.writes += 1;
    const dies = this.kills?.(this.sent.length) ?? false;
    this.sent.push(name);
    this.#now += this.#options.slow ?? 10;
    await Promise.resolve();
    if (dies || mischief === 'killed-before') throw new Killed(name);
    if (mischief === 'throttled') throw new Unanswered('Throttling: Rate exceeded', undefined);
    if (mischief === 'refused') throw new Refused('ValidationError', `refused ${name}`, undefined);
    const value = does();
    this.writes.push(name);
    if (mischief === 'killed-after') throw new Killed(name);
    if (mischief === 'answer-lost') throw new Unanswered('socket hang up', undefined);
    return value;
  }

  observe(): Promise<Fleet> {
    this.#calls.reads += 2;
    if (this.#calls.reads > MOST_READS) throw new Error('the roll has no end');
    this.#now += 10;
    const lag = this.#options.lag ?? 0;
    if (lag === 0) {
      const shown = this.#snapshot();
      // The targets are read after the group.
      this.#now += this.#options.slow ?? 0;
      return Promise.resolve(shown);
    }
    const shown = this.#history.findLast(({ at }) => at <= this.#now - lag) ?? this.#history[0];
    return Promise.resolve({ ...(shown ?? this.#snapshot()), at: this.#now });
  }

  #snapshot(): Fleet {
    const { min, max, desired, grace, rebalanceSuspended } = this;
    return {
      at: this.#now,
      group: {
        ...{ min, max, desired, grace, rebalanceSuspended, places: PLACES },
        template: { id: 'lt-1', version: this.template },
      },
      members: this.boxes.map((box) => this.#member(box)),
      ...{ activities: this.activities, alarms: this.alarms, refresh: this.refresh, tags: this.tags },
    };
  }

  #member(box: Box): Member {
    const coming = this.#now < box.since + box.temper.boot;
    return {
      id: box.id,
      zone: box.zone,
      version: box.version,
      image: this.#images.get(box.version) ?? '',
      life: box.leaving !== undefined ? 'leaving' : box.standby ? 'standby' : coming ? 'coming' : 'serving',
      healthy: this.isHealthy(box),
      reason: undefined,
      crashed: this.crashed(box.id),
      protected: box.protected,
    };
  }

  makeVersion(from: { version: number }, order: { image: string; token: string }): Promise<number> {
    return this.#call('make-version', () =>
      this.#once(order.token, () => {
        const version = Math.max(...this.#images.keys()) + 1;
        if (!this.#images.has(from.version))
          throw new Refused('InvalidLaunchTemplateVersion', 'no such version', undefined);
        this.#images.set(version, order.image);
        return version;
      }),
    );
  }

  deleteVersion({ version }: { version: number }): Promise<void> {
    return this.#call('delete-version', () => {
      if (this.template === version) this.complaints.push('the version that the group launches was deleted');
      this.#images.delete(version);
    });
  }

  difference(
    { version: from }: { version: number },
    { version: to }: { version: number },
  ): Promise<string[]> {
    const [was, is] = [this.#images.get(from) ?? 'not there', this.#images.get(to) ?? 'not there'];
    return Promise.resolve([`ImageId is ${is}, and was ${was}`]);
  }

  get versions(): string[] {
    return [...this.#images.values()];
  }

  write(
    _: unknown,
    settings: {
      min?: number | undefined;
      max?: number | undefined;
      grace?: number | undefined;
      version?: number | undefined;
      rebalanceSuspended?: boolean | undefined;
    },
  ): Promise<void> {
    return this.#call('write', () => {
      this.min = settings.min ?? this.min;
      this.max = settings.max ?? this.max;
      this.grace = settings.grace ?? this.grace;
      this.template = settings.version ?? this.template;
      this.rebalanceSuspended = settings.rebalanceSuspended ?? this.rebalanceSuspended;
      if (this.min > this.desired) {
        if (!this.lifts) this.complaints.push(`a minimum of ${this.min} made the group launch`);
        this.desired = this.min;
      }
    });
  }

  launch(order: { zone: string; count: number; version: number }, token: string) {
    return this.#call('launch', () =>
      this.#once(token, () => {
        if (this.desired + order.count > this.max)
          throw new Refused('ValidationError', 'above the maximum', undefined);
        if (this.#options.noCapacity?.includes(order.zone))
          return { instances: [], refused: 'InsufficientInstanceCapacity' };
        if (this.template !== order.version)
          this.complaints.push(`launched version ${this.template} for ${order.version}`);
        const boxes = Array.from({ length: order.count }, () => ({
          ...this.#add(this.template, 0),
          zone: order.zone,
        }));
        for (const box of boxes) this.boxes = this.boxes.map((other) => (other.id === box.id ? box : other));
        if (!this.#options.keepsDesired) this.desired += order.count;
        if (this.desired > this.cap)
          this.complaints.push(`desired rose to ${this.desired}, above ${this.cap}`);
        return { instances: boxes.map(({ id }) => id), refused: undefined };
      }),
    );
  }

  #once<T>(token: string, does: () => T): T {
    if (!this.#tokens.has(token)) this.#tokens.set(token, does());
    return this.#tokens.get(token) as T;
  }

  end(instance: string, decrement: boolean): Promise<void> {
    return this.#call('end', () => {
      const box = this.boxes.find(({ id, leaving }) => id === instance && leaving === undefined);
      if (box === undefined)
        throw new Refused('ValidationError', `Instance Id not found ${instance}`, undefined);
      if (box.standby && decrement) this.complaints.push(`${instance} was ended in Standby with decrement`);
      if (decrement && this.desired <= this.min)
        throw new Refused('ValidationError', 'currently, desiredSize equals minSize', undefined);
      const healthy = this.counted().filter((other) => this.isHealthy(other)).length;
      if (this.isHealthy(box) && healthy - 1 < this.floor)
        this.complaints.push(`${instance} was ended with only ${healthy} healthy`);
      box.leaving = this.#now;
      if (decrement) this.desired -= 1;
    });
  }

  standBy(instances: readonly string[]): Promise<void> {
    return this.#call('stand-by', () => {
      const boxes = this.counted().filter(({ id }) => instances.includes(id));
      if (this.desired - boxes.length < this.min)
        throw new Refused('ValidationError', 'desired capacity would fall below the minimum', undefined);
      for (const box of boxes) box.standby = true;
      this.desired -= boxes.length;
      if (this.counted().filter((other) => this.isHealthy(other)).length < this.floor)
        this.complaints.push(`${instances.join(', ')} went into Standby below the floor`);
    });
  }

  callBack(instances: readonly string[]): Promise<void> {
    return this.#call('call-back', () => {
      const boxes = this.boxes.filter(({ id, standby }) => standby && instances.includes(id));
      if (this.desired + boxes.length > this.max)
        throw new Refused('ValidationError', 'desired capacity would rise above the maximum', undefined);
      for (const box of boxes) box.standby = false;
      for (const box of boxes) this.#returned(box);
      this.desired += boxes.length;
    });
  }

  protect(instances: readonly string[], on: boolean): Promise<void> {
    return this.#call(on ? 'protect' : 'unprotect', () => {
      for (const box of this.boxes) if (instances.includes(box.id)) box.protected = on;
    });
  }

  tag(tags: Readonly<Record<string, string>>): Promise<void> {
    return this.#call('tag', () => {
      this.tags = { ...this.tags, ...tags };
    });
  }

  untag(names: readonly string[]): Promise<void> {
    return this.#call('untag', () => {
      this.tags = Object.fromEntries(Object.entries(this.tags).filter(([name]) => !names.includes(name)));
    });
  }

  console(instance: string): Promise<string> {
    return Promise.resolve(`console of ${instance}`);
  }

  calls() {
    return { ...this.#calls };
  }
}
