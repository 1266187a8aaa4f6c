import type { Member } from '../fleet.ts';
import { soakOf } from '../soaks.ts';
import type { View } from '../view.ts';
import { isAsItWas, isOverdue, isPastReturn } from './finish.ts';
import { openPlaces, unseen } from './launch.ts';
import { act, type Rule } from './rule.ts';

/** A new instance is bad when it missed a deadline, or turned unhealthy after having been healthy, or is gone (ROLL.md 4). */
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
  const soak = back ? 0 : soakOf(goal);
  const instances = fresh
    .filter(({ id, healthy }) => healthy && !memory.proven.has(id) && !memory.bad.has(id))
    .filter(({ id }) => {
      const sighting = memory.sightings.get(id);
      const since = sighting?.healthySince;
      return since !== undefined && (sighting?.samples ?? 0) >= goal.policy.samples && now - since >= soak;
    })
    .map(({ id }) => id);
  return instances.length === 0 ? undefined : act([{ kind: 'prove', instances, protect: !back }]);
};

/** Too many bad ones, a launch that AWS refuses, or the time is up: back to what served. */
export const giveUp: Rule = (view) => {
  const { back, memory, goal, fresh } = view;
  if (back || isPastReturn(view)) return undefined;
  const bad = [...memory.bad.entries()];
  const last = bad.at(-1);
  if (last !== undefined && bad.length >= goal.policy.maxBadLaunches) {
    return act([
      { kind: 'go-back', because: `${bad.length} new instances were bad, the last ${last[0]}: ${last[1]}` },
    ]);
  }
  const reason = launchRefusal(view);
  if (reason !== undefined) return act([{ kind: 'go-back', because: `AWS does not launch it: ${reason}` }]);
  if (!isOverdue(view)) return undefined;
  const shared = fresh.find((member) => !member.healthy && isShared(member, view));
  return shared === undefined
    ? act([{ kind: 'go-back', because: 'it did not end within deadline.total' }])
    : { kind: 'rest', because: `${shared.id} is not healthy, and neither are those that served before it` };
};

/** AWS's reason, once no zone is left to try, or it has refused too often. */
function launchRefusal(view: View): string | undefined {
  const { memory, wanted, goal, fresh, fleet } = view;
  const launches = memory.launches.filter(
    ({ version }, i) => i >= (memory.crowded ?? 0) && version === wanted,
  );
  const refused = launches.flatMap(({ answer }) => answer?.refused ?? []);
  const nothing =
    fresh.length === 0 && unseen(view) === 0 && launches.every(({ answer }) => answer !== undefined);
  const nowhere = openPlaces(view).length === fleet.group.places.length;
  return (nothing && nowhere) || refused.length >= goal.policy.maxBadLaunches ? refused[0] : undefined;
}

/** Where going back takes too long too, a person is needed. */
export const giveUpBack: Rule = (view) => {
  const { back, memory, goal, now } = view;
  const since = memory.backSince;
  if (!back || since === undefined || now - since <= goal.policy.deadline.back) return undefined;
  if (isAsItWas(view)) return undefined;
  return { kind: 'halt', because: `going back (${memory.goingBack ?? ''}) did not end within deadline.back` };
};

function faultOf(member: Member, view: View): string | undefined {
  const { id, life, healthy, reason, crashed } = member;
  const { memory, goal, now } = view;
  const seen = memory.sightings.get(id);
  const { deadline, tick } = goal.policy;
  if (crashed !== undefined) return crashed;
  if (seen === undefined || isShared(member, view)) return undefined;
  if (life === 'coming' && now - seen.first > deadline.launch) return 'not in service by deadline.launch';
  if (life !== 'serving' || healthy) return undefined;
  const why = reason === undefined ? '' : `: ${reason}`;
  const settle = goal.check.interval * (goal.check.failures + 1) + tick;
  if (seen.unhealthySince !== undefined) {
    return now - seen.unhealthySince > settle ? `unhealthy after having been healthy${why}` : undefined;
  }
  const late = seen.servingSince !== undefined && now - seen.servingSince > deadline.healthy;
  return late ? `not healthy by deadline.healthy${why}` : undefined;
}

/** Not this image: at least half of those that served when it came up fail too, and one at least (ROLL.md 4). */
function isShared({ id }: Member, { memory, fleet, wanted }: View): boolean {
  const first = memory.sightings.get(id)?.first ?? Number.NEGATIVE_INFINITY;
  const served = fleet.members.filter((other) => {
    const from = memory.sightings.get(other.id)?.healthyFrom ?? Number.POSITIVE_INFINITY;
    const before = from < first || (other.version !== wanted && from < Number.POSITIVE_INFINITY);
    return other.id !== id && other.life === 'serving' && before;
  });
  const failing = served.filter(({ healthy }) => !healthy).length;
  return failing > 0 && failing * 2 >= served.length;
}

/** Those that we launched, saw, did not end, and that the group lists no more, or is ending. */
function gone({ memory, fleet, wanted }: View) {
  const launched = memory.launches.flatMap(({ version, answer }) =>
    version === wanted ? (answer?.instances ?? []) : [],
  );
  const leaving = new Set(fleet.members.filter(({ life }) => life === 'leaving').map(({ id }) => id));
  return launched
    .filter((id) => leaving.has(id) || (memory.sightings.get(id)?.missing ?? 0) >= 2)
    .filter((id) => !memory.ending.has(id) && !memory.bad.has(id))
    .map(
      (id) =>
        ({ kind: 'declare-bad', instance: id, why: 'it was ended by the group, or by somebody' }) as const,
    );
}
