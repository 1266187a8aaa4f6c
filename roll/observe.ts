import type { Clock } from '../world/clock.ts';
import { Unanswered } from '../world/aws/answer.ts';
import type { Counted } from '../world/aws/fleet/counted.ts';
import { readGroup } from '../world/aws/fleet/group.ts';
import { readTargets, type TargetState } from '../world/aws/fleet/health.ts';
import { readImages } from '../world/aws/fleet/instances.ts';
import type { GroupSeen, MemberSeen } from '../world/aws/fleet/look.ts';
import type { Fleet, Member, Place } from './fleet.ts';
import { type ConsoleSeen, crashOf, readSigns } from './signs.ts';
import type { Surroundings } from './surroundings.ts';

/** What is looked at, and what earlier looks found that does not change. */
export interface Watched {
  readonly aws: Counted;
  readonly clock: Clock;
  readonly group: string;
  readonly places: readonly Place[];
  /** The target groups that count (ROLL.md 4). */
  readonly targetGroups: readonly string[];
  readonly images: Map<string, string>;
  readonly consoles: Map<string, ConsoleSeen>;
  /** Those whose status checks are impaired, and when that was asked. */
  readonly statuses: { at: number; impaired: ReadonlyMap<string, string> };
  readonly around: (seen: GroupSeen) => Promise<Surroundings>;
}

/**
 * One look at the group: its settings, its instances, their health in every target group that counts.
 *
 * @param watch the version whose unhealthy instances' consoles are read too
 * @throws Unanswered; what AWS does not show is never taken for gone
 */
export async function observe(watched: Watched, watch: number | undefined): Promise<Fleet> {
  const { aws, clock, group: name, places } = watched;
  const group = await readGroup(aws, name);
  if (group?.template === undefined) throw new Unanswered(`AWS does not show the group ${name}`, undefined);
  const at = clock.now();
  const targets = await Promise.all(watched.targetGroups.map((arn) => readTargets(aws, arn)));
  await learnImages(watched, group.members);
  const members = group.members
    .filter(({ lifecycle }) => lifecycle !== 'Terminated')
    .map((member) => read(watched, member, targets));
  await readSigns(watched, members, watch);
  const around = await watched.around(group);
  return {
    at,
    group: settingsOf(group, group.template, places),
    members: members.map((member) => withConsole(watched, member)),
    tags: group.tags,
    ...around,
  };
}

/** Without a target group to ask, an instance is well as long as its console tells of no crash (ROLL.md 4). */
function withConsole(watched: Watched, member: Member): Member {
  const crashed = crashOf(watched, member);
  const well = watched.targetGroups.length > 0 || crashed === undefined;
  return { ...member, crashed, healthy: member.healthy && well };
}

function settingsOf(
  group: GroupSeen,
  template: { id: string; version: string },
  places: readonly Place[],
): Fleet['group'] {
  const { min, max, desired, grace } = group;
  return {
    ...{ min, max, desired, grace, places },
    template: { id: template.id, version: Number(template.version) },
    rebalanceSuspended: group.suspended.has('AZRebalance'),
  };
}

function read({ images }: Watched, seen: MemberSeen, targets: readonly (readonly TargetState[])[]): Member {
  const states = targets.map((group) => group.find(({ instance }) => instance === seen.id));
  const well = states.every((state) => state?.state === 'healthy');
  const life = lifeOf(seen.lifecycle);
  const sick = states.find((state) => state !== undefined && state.state !== 'healthy');
  return {
    id: seen.id,
    zone: seen.zone,
    version: seen.version,
    image: images.get(seen.id) ?? '',
    life,
    ...(seen.lifecycle === 'EnteringStandby' ? { entering: true } : {}),
    healthy: life === 'serving' && seen.healthy && well,
    reason: reasonOf(seen.lifecycle, sick),
    crashed: undefined,
    protected: seen.protected,
  };
}

function reasonOf(lifecycle: string, sick: TargetState | undefined): string | undefined {
  if (lifecycle === 'Pending:Wait') return 'a lifecycle hook holds it (Pending:Wait)';
  return sick && (sick.reason ?? sick.state);
}

/** Auto Scaling's state in our words; one that is not known is on its way somewhere (AWS.md 1.4). */
function lifeOf(lifecycle: string): Member['life'] {
  if (lifecycle === 'InService') return 'serving';
  if (lifecycle.startsWith('Terminating') || lifecycle.startsWith('Detaching')) return 'leaving';
  if (lifecycle === 'Standby' || lifecycle === 'EnteringStandby') return 'standby';
  return lifecycle.startsWith('Pending') ? 'coming' : 'other';
}

/** An instance's image never changes: asked for once, when its id is first seen. */
async function learnImages({ aws, images }: Watched, members: readonly MemberSeen[]): Promise<void> {
  const fresh = members.map(({ id }) => id).filter((id) => !images.has(id));
  if (fresh.length === 0) return;
  for (const [id, image] of await readImages(aws, fresh)) images.set(id, image);
}
