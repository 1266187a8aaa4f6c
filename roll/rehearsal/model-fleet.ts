import type { Clock, Instant } from '../../world/clock.ts';
import type { FleetCloud } from '../cloud.ts';
import type { Settings } from '../facts.ts';
import type { Fleet, Group } from '../fleet.ts';
import { type Box, boxOf, memberOf, type Pace } from './box.ts';

/** What reading the group costs. */
export interface Cost {
  readonly targetGroups: number;
  readonly alarms: readonly string[];
}

/** Activities and refreshes, and alarms where there are any, are read so often: milliseconds (ROLL.md 8). */
const AROUND = 30_000;

/**
 * A group in a fair world: what is launched comes up in its time and is well, what is ended drains and goes, nobody else does
 * anything. Its clock is virtual: to sleep is to let it live.
 */
export class ModelFleet implements FleetCloud {
  readonly #pace: Pace;
  readonly #cost: Cost;
  readonly #calls = { reads: 0, writes: 0 };
  readonly #images = new Map<number, string>();
  #group: Group;
  #boxes: Box[];
  /** An instant, and what is counted from it. */
  #now: number;
  #read: Instant;
  #made = 0;

  constructor(fleet: Fleet, pace: Pace, cost: Cost) {
    this.#pace = pace;
    this.#cost = cost;
    this.#now = fleet.at;
    this.#read = fleet.at;
    this.#group = fleet.group;
    for (const { version, image } of fleet.members) this.#images.set(version, image);
    this.#boxes = fleet.members.map((member) => boxOf(member, fleet.at));
  }

  readonly clock: Clock = {
    now: () => this.#now,
    monotonic: () => this.#now,
    sleep: (duration) => {
      this.#now += duration;
      this.#live();
      return Promise.resolve();
    },
  };

  #live(): void {
    this.#boxes = this.#boxes.filter(
      ({ leaving }) => leaving === undefined || this.#now - leaving < this.#pace.drain,
    );
    for (let missing = this.#group.desired - this.#counted().length; missing > 0; missing -= 1) {
      this.#add(this.#emptiest(), this.#group.template.version);
    }
  }

  #counted(): Box[] {
    return this.#boxes.filter(({ leaving, standby }) => leaving === undefined && !standby);
  }

  #emptiest(): string {
    const taken = (zone: string) => this.#counted().filter((box) => box.zone === zone).length;
    const [first] = this.#group.places.map(({ zone }) => zone).toSorted((a, b) => taken(a) - taken(b));
    return first ?? '';
  }

  #add(zone: string, version: number): string {
    const id = `new-${(this.#made += 1)}`;
    const image = this.#images.get(version) ?? '';
    const since = this.#now;
    this.#boxes.push({
      id,
      zone,
      version,
      image,
      since,
      leaving: undefined,
      standby: false,
      protected: false,
    });
    return id;
  }

  observe(): Promise<Fleet> {
    this.#calls.reads += 1 + this.#cost.targetGroups;
    if (this.#now - this.#read >= AROUND) {
      this.#read = this.#now;
      this.#calls.reads += this.#cost.alarms.length > 0 ? 3 : 2;
    }
    const { alarms } = this.#cost;
    return Promise.resolve({
      at: this.#now,
      group: this.#group,
      members: this.#boxes.map((box) => memberOf(box, this.#now, this.#pace)),
      activities: [],
      alarms: alarms.map((name) => ({ name, state: 'ok', since: 0, period: 60_000, read: this.#now })),
      refresh: undefined,
      tags: {},
    });
  }

  makeVersion(from: { readonly version: number }, { image }: { readonly image: string }): Promise<number> {
    this.#calls.writes += 1;
    const version = Math.max(from.version, this.#group.template.version, ...this.#images.keys()) + 1;
    this.#images.set(version, image);
    return Promise.resolve(version);
  }

  /** Nobody else is here to change anything. */
  difference(): Promise<string[]> {
    return Promise.resolve([]);
  }

  deleteVersion(): Promise<void> {
    return this.#write();
  }

  /** A minimum above desired lifts it, and the group launches. */
  write(_: unknown, settings: Settings): Promise<void> {
    const { min, max, grace, version, rebalanceSuspended } = settings;
    const template = { ...this.#group.template, version: version ?? this.#group.template.version };
    this.#group = {
      ...this.#group,
      ...{ template, min: min ?? this.#group.min, max: max ?? this.#group.max },
      grace: grace ?? this.#group.grace,
      rebalanceSuspended: rebalanceSuspended ?? this.#group.rebalanceSuspended,
    };
    this.#resize(Math.max(0, this.#group.min - this.#group.desired));
    const sizes = [min, max, grace, version].some((value) => value !== undefined);
    if (sizes && rebalanceSuspended !== undefined) this.#calls.writes += 1;
    return this.#write();
  }

  launch({
    zone,
    count,
    version,
  }: {
    readonly zone: string;
    readonly count: number;
    readonly version: number;
  }) {
    this.#calls.writes += 1;
    const instances = Array.from({ length: count }, () => this.#add(zone, version));
    this.#resize(count);
    return Promise.resolve({ instances, refused: undefined });
  }

  end(instance: string, decrement: boolean): Promise<void> {
    for (const box of this.#named([instance])) box.leaving = this.#now;
    if (decrement) this.#resize(-1);
    return this.#write();
  }

  standBy(instances: readonly string[]): Promise<void> {
    for (const box of this.#named(instances)) box.standby = true;
    this.#resize(-instances.length);
    return this.#write();
  }

  /** They run already: only the load balancer has to find them healthy. */
  callBack(instances: readonly string[]): Promise<void> {
    for (const box of this.#named(instances))
      Object.assign(box, { standby: false, since: this.#now - this.#pace.boot });
    this.#resize(instances.length);
    return this.#write();
  }

  protect(instances: readonly string[], on: boolean): Promise<void> {
    for (const box of this.#named(instances)) box.protected = on;
    return this.#write(Math.ceil(instances.length / 50));
  }

  tag(): Promise<void> {
    return this.#write();
  }

  untag(): Promise<void> {
    return this.#write();
  }

  console(): Promise<string> {
    return Promise.resolve('');
  }

  calls() {
    return { ...this.#calls };
  }

  #named(instances: readonly string[]): Box[] {
    return this.#boxes.filter(({ id }) => instances.includes(id));
  }

  #resize(by: number): void {
    this.#group = { ...this.#group, desired: this.#group.desired + by };
    this.#live();
  }

  #write(calls = 1): Promise<void> {
    this.#calls.writes += calls;
    return Promise.resolve();
  }
}
