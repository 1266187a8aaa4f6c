import type { Instant, Millis } from '../../world/clock.ts';
import type { Member } from '../fleet.ts';

/** How fast the fleet is taken to be. */
export interface Pace {
  /** From its launch until an instance is in service. */
  readonly boot: Millis;
  /** From there until its load balancer finds it healthy. */
  readonly healthy: Millis;
  /** From the word to go until an instance is gone. */
  readonly drain: Millis;
}

/** An instance of the model. */
export interface Box {
  readonly id: string;
  readonly zone: string;
  readonly version: number;
  readonly image: string;
  /** When it was launched, or called back; healthy ones of the start long ago. */
  since: Instant;
  leaving: Instant | undefined;
  standby: boolean;
  protected: boolean;
}

/** One that was observed: it has been there for long and is well, for the world is fair. */
export function boxOf(member: Member, now: number): Box {
  const { id, zone, version, image, life, protected: guarded } = member;
  const since = life === 'coming' ? now : now - 86_400_000;
  const leaving = life === 'leaving' ? now : undefined;
  return { ...{ id, zone, version, image, since, leaving }, standby: life === 'standby', protected: guarded };
}

/** As a look shows it. */
export function memberOf(box: Box, now: number, pace: Pace): Member {
  const { id, zone, version, image } = box;
  const running = now - box.since - pace.boot;
  const here = box.standby ? 'standby' : running >= 0 ? 'serving' : 'coming';
  const life = box.leaving === undefined ? here : 'leaving';
  return {
    ...{ id, zone, version, image, life, protected: box.protected },
    healthy: life === 'serving' && running >= pace.healthy,
    reason: undefined,
    crashed: undefined,
  };
}
