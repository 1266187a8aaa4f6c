import type { Clock } from '../world/clock.ts';
import { Unanswered } from '../world/aws/answer.ts';
import type { Counted } from '../world/aws/fleet/counted.ts';
import { readGroup } from '../world/aws/fleet/group.ts';
import { readTargets, type TargetState } from '../world/aws/fleet/health.ts';
import { readConsole, readImages } from '../world/aws/fleet/instances.ts';
import { readImpaired } from '../world/aws/fleet/status.ts';
import type { GroupSeen, MemberSeen } from '../world/aws/fleet/look.ts';
import { crashIn } from './crash.ts';
import type { Fleet, Member, Place } from './fleet.ts';
import type { Surroundings } from './surroundings.ts';

/** How often the console of an instance that is not healthy is read: milliseconds. */
const CONSOLE = 5_000;

/** How often EC2's status checks of the new ones are asked for: milliseconds (ROLL.md 8). */
const STATUS = 30_000;

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

export interface ConsoleSeen {
  readonly at: number;
  readonly crash: string | undefined;
  /** Kept as evidence: when the roll ends, the instance may be gone, and its console with it. */
  readonly text: string;
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
  await readConsoles(watched, members, watch);
  await readStatuses(watched, members, watch);
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

/** What shows that it crashed. What was on the console of one that is healthy in a target group is over. */
function crashOf({ consoles, statuses, targetGroups }: Watched, { id, healthy }: Member): string | undefined {
  const over = healthy && targetGroups.length > 0;
  return statuses.impaired.get(id) ?? (over ? undefined : consoles.get(id)?.crash);
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

/** Every 30 s, of the new ones alone; what EC2 does not say now it says at a later look. */
async function readStatuses(
  { aws, clock, statuses }: Watched,
  members: readonly Member[],
  watch: number | undefined,
): Promise<void> {
  const now = clock.now();
  const fresh = members.filter(({ version, life }) => version === watch && life === 'serving');
  if (fresh.length === 0 || now - statuses.at < STATUS) return;
  const ids = fresh.map(({ id }) => id);
  statuses.impaired = await readImpaired(aws, ids).catch(() => statuses.impaired);
  statuses.at = now;
}

async function readConsoles(
  watched: Watched,
  members: readonly Member[],
  watch: number | undefined,
): Promise<void> {
  const { aws, clock, consoles, targetGroups } = watched;
  const now = clock.now();
  const readAt = (id: string) => consoles.get(id)?.at ?? 0;
  // Where no target group tells of its health, the console of one that seems well has to be read too.
  const due = members
    .filter(({ version, life }) => version === watch && life === 'serving')
    .filter(({ id, healthy }) => (!healthy || targetGroups.length === 0) && now - readAt(id) >= CONSOLE)
    .toSorted((a, b) => readAt(a.id) - readAt(b.id));
  for (const { id } of due.slice(0, 5)) {
    // Evidence is never waited for: a console that is not there yet is read at a later look.
    const text = await readConsole(aws, id).catch(() => '');
    consoles.set(id, { at: now, crash: crashIn(text), text });
  }
}
