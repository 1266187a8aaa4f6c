import type { AutoScalingGroup, AutoScalingGroupsType } from '@aws-sdk/client-auto-scaling';

import type { Clock } from '../clock.ts';
import { AwsError } from '../protocol/aws-error.ts';
import { fraction, type Random, seededRandom } from '../random.ts';
import type { Span } from './behaviour.ts';
import { type Call, NoAnswer } from './call.ts';
import { DEEDS } from './deeds.ts';

export type Deed = keyof typeof DEEDS;

export interface StrangerOrder {
  /** When he does what follows from it, and from what he finds then. */
  readonly seed: string;
  /** The name of the group that he edits. */
  readonly group: string;
  /** How long he is away between two deeds. */
  readonly every: Span;
  /** What he may do; everything where nothing is said. */
  readonly deeds?: readonly Deed[];
}

/** What he did, and what AWS answered: `ok`, the code with which it refused, `no answer`. */
export interface Done {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly deed: Deed;
  readonly outcome: string;
}

export interface Stranger {
  readonly done: readonly Done[];
  /** He does nothing after this. */
  leave(): void;
}

/** Lets somebody in who edits a group at moments of his own: people, Terraform, schedules, scaling policies. */
export function letStrangerIn(
  { clock, call }: { readonly clock: Clock; readonly call: Call },
  { seed, group, every, deeds = Object.keys(DEEDS) as Deed[] }: StrangerOrder,
): Stranger {
  const random = seededRandom(seed);
  const done: Done[] = [];
  let first: AutoScalingGroup | undefined;
  let cancelWake = () => {};

  function goAway(): void {
    const seconds = every.from + fraction(random) * (every.to - every.from);
    cancelWake = clock.wakeAt(Math.ceil(clock.now() + seconds * 1000), () => void comeBack());
  }

  async function comeBack(): Promise<void> {
    goAway();
    const deed = pickFrom(random, deeds);
    if (deed !== undefined) done.push({ at: clock.now(), deed, outcome: await perform(deed) });
  }

  async function perform(deed: Deed): Promise<string> {
    try {
      const found = await find(call, group);
      if (found === undefined) return 'no such group';
      first ??= found;
      await DEEDS[deed]({ call, group: found, first, pick: (among) => pickFrom(random, among) });
      return 'ok';
    } catch (error) {
      if (error instanceof AwsError) return error.code;
      if (error instanceof NoAnswer) return 'no answer';
      throw error;
    }
  }

  goAway();
  return {
    done,
    leave: () => {
      cancelWake();
    },
  };
}

async function find(call: Call, name: string): Promise<AutoScalingGroup | undefined> {
  const input = { AutoScalingGroupNames: [name] };
  const answer = (await call('autoscaling', 'DescribeAutoScalingGroups', input)) as AutoScalingGroupsType;
  return answer.AutoScalingGroups?.[0];
}

function pickFrom<T>(random: Random, among: readonly T[]): T | undefined {
  return among[Math.floor(fraction(random) * among.length)];
}
