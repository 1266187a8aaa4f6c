import type { Instant } from '../../world/clock.ts';
import type { Action } from '../actions.ts';
import type { Fleet, Member } from '../fleet.ts';
import { isFailedLaunch, saidGone } from '../gone.ts';
import type { Memory } from '../memory.ts';
import { settleOf } from '../numbers.ts';
import { soakOf } from '../soaks.ts';
import type { View } from '../view.ts';
import { UNSEEN } from './launch.ts';
import { act, type Rule } from './rule.ts';

/** A new instance is bad when it missed a deadline, shows a crash, turned unhealthy after having been healthy, or was ended for its health; not while those that served fail too (ROLL.md 4). */
export const judgeFresh: Rule = (view) => {
  // Those of the baseline are not judged: they are what served.
  if (view.back) return undefined;
  const present = view.fresh.flatMap((member) => {
    const why = view.memory.bad.has(member.id) ? undefined : faultOf(member, view);
    return why === undefined ? [] : [{ kind: 'declare-bad', instance: member.id, why } as const];
  });
  return act([...present, ...gone(view)]);
};

/** New instances that are proven by enough samples and the soak carry traffic from now on, and no scale-in takes them. */
export const prove: Rule = (view) => {
  const { memory, goal, back, fresh, now } = view;
  const { samples } = goal.policy;
  // First the samples, then the soak (ROLL.md 4).
  const least = (samples - 1) * goal.check.interval + (back ? 0 : soakOf(goal));
  const instances = fresh
    .filter(({ id, healthy }) => healthy && !memory.proven.has(id) && !memory.bad.has(id))
    .filter(({ id }) => {
      const sighting = memory.sightings.get(id);
      const since = sighting?.healthySince;
      return since !== undefined && (sighting?.samples ?? 0) >= samples && now - since >= least;
    })
    .map(({ id }) => id);
  return instances.length === 0 ? undefined : act([{ kind: 'prove', instances, protect: !back }]);
};

/** What is wrong with a new instance that is there; while those that served fail too, nothing is. */
function faultOf(member: Member, view: View): string | undefined {
  const { id, life, healthy, image, reason, crashed } = member;
  const { memory, goal, now } = view;
  const seen = memory.sightings.get(id);
  const { deadline } = goal.policy;
  if (image !== '' && image !== goal.image) return `it runs ${image}, and not ${goal.image}`;
  if (seen === undefined || seen.excused === now) return undefined;
  // What its console says may be of the outage: from its end on it has its time again.
  if (crashed !== undefined && seen.excused === undefined) return crashed;
  const lasts = (since: Instant) => now - Math.max(since, seen.excused ?? since);
  const why = reason === undefined ? '' : `: ${reason}`;
  if (life === 'coming' || life === 'other')
    return lasts(seen.first) > deadline.launch ? `not in service by deadline.launch${why}` : undefined;
  if (life !== 'serving' || healthy) return undefined;
  if (seen.unhealthySince !== undefined) {
    // The look before may have come a tick before it turned.
    const late = lasts(seen.unhealthySince) >= settleOf(goal) - goal.policy.tick;
    return late ? `unhealthy after having been healthy${why}` : undefined;
  }
  const late = seen.servingSince !== undefined && lasts(seen.servingSince) > deadline.healthy;
  return late ? `not healthy by deadline.healthy${why}` : undefined;
}

/** Those of the wanted version that are there no more, or on their way out, and whose end nobody of us asked for. */
function gone({ memory, fleet, wanted, now }: View): Action[] {
  const life = new Map(fleet.members.map((member) => [member.id, member.life]));
  const told = saidGone(fleet);
  const unlisted = memory.launches.flatMap(({ version, answer }) =>
    version === wanted && answer !== undefined
      ? answer.instances.filter((id) => told.has(id) || now - answer.at >= UNSEEN)
      : [],
  );
  // Where desired stays as LaunchInstances launches, scale-in ends what it launched: that says nothing of it.
  const scaledIn = new Set(
    memory.launches.flatMap(({ by, answer }) =>
      memory.keepsDesired && by === undefined ? (answer?.instances ?? []) : [],
    ),
  );
  const seen = [...memory.sightings].flatMap(([id, { version }]) => (version === wanted ? [id] : []));
  return [...new Set([...seen, ...unlisted])]
    .filter((id) => !memory.ending.has(id) && !memory.bad.has(id) && !memory.standby.has(id))
    .filter((id) => !scaledIn.has(id))
    .flatMap((id): Action[] => {
      const there = life.get(id);
      if (there !== undefined && there !== 'leaving') return [];
      const why = endOf(id, memory, fleet, there === 'leaving');
      return why === undefined ? [] : [{ kind: 'declare-bad', instance: id, why }];
    });
}

/** Why one is to blame that is gone: not if a scale-in, a rebalance or a person ended it, nor if those that served failed too (ROLL.md 4). */
function endOf(id: string, memory: Memory, { activities }: Fleet, leaving: boolean): string | undefined {
  const seen = memory.sightings.get(id);
  if (seen?.excused !== undefined) return undefined;
  const told = activities.filter(({ instance }) => instance === id);
  const end = told.find(({ kind }) => kind === 'terminate');
  if (end?.cause === 'health') return 'the group ended it for its health';
  if (end !== undefined && end.cause !== 'unknown') return undefined;
  const start = told.find(isFailedLaunch);
  if (start !== undefined) return `it did not come up${start.why === undefined ? '' : `: ${start.why}`}`;
  if (end !== undefined) return 'it was ended, and AWS does not say why';
  return !leaving && (seen?.missing ?? 0) >= 2 ? 'it was ended by the group, or by somebody' : undefined;
}
