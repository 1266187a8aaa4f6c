import { warm } from '../ledger/folds/warm.ts';
import { isOfAws } from '../roll/cloud.ts';
import { asItIs } from '../roll/as-it-is.ts';
import type { Goal, Inheritance } from '../roll/goal.ts';
import { type GroupRoll, rollGroups } from '../roll/groups.ts';
import { type Fit, preflight } from '../roll/preflight.ts';
import type { RollOutcome } from '../roll/outcome.ts';
import { readTags } from '../roll/read-tags.ts';
import { type Counted, countedAt } from '../world/aws/fleet/counted.ts';
import { readGroup, resumeProcesses } from '../world/aws/fleet/group.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import type { World } from '../world/world.ts';
import { asksOf } from './asks.ts';
import type { Drive, Ended } from './drive.ts';
import { evidenceOf } from './evidence.ts';
import { imageHere } from './find.ts';
import { withUnrecorded } from './unrecorded.ts';
import { wantedOf } from './preflight.ts';
import { newRollId } from './roll-id.ts';

/** How a roll ended, for whoever asked for it. */
export interface Rolled extends Ended {
  readonly roll: string;
  readonly release: number;
  readonly kind: 'roll' | 'rollback';
  /** What served when it began; undefined where nothing was ever proven here. */
  readonly from: number | undefined;
  readonly outcome: RollOutcome;
  /** The folder in which what is known of bad instances is kept, a file each. */
  readonly evidenceIn: string;
  readonly calls: { readonly reads: number; readonly writes: number };
}

/**
 * Rolls the environment's groups to the release of the drive, in the order written. Each is looked at before the first is changed.
 *
 * @throws Failure `group-unfit`, `aws-refused`, `lease-lost`
 */
export async function rollStep(drive: Drive): Promise<Rolled> {
  const { session, order, roll: id, lease } = drive;
  const aws = countedAt(session.place, lease);
  const groups: GroupRoll[] = [];
  const resumes: (() => Promise<void>)[] = [];
  for (const { name } of session.environment.groups) {
    const { resume, ...group } = await groupRoll(drive, aws, name);
    groups.push(group);
    resumes.push(() => resumeAll(session.world, aws, name, resume));
  }
  for (const resume of resumes) await resume();
  const evidence = await evidenceOf(session, id);
  const outcome = await rollGroups(session.world, groups, {
    record: (group, fact) => lease.record({ type: 'roll-fact', group, fact }, id),
    signal: AbortSignal.any([session.signal, lease.signal]),
    asks: asksOf(drive),
    evidence,
  });
  const { kind, release } = order;
  const about = { roll: id, release: release.release, kind, from: drive.from };
  return { ...endOf(outcome), ...about, outcome, evidenceIn: evidence.folder, calls: aws.calls() };
}

async function groupRoll(
  drive: Drive,
  aws: Counted,
  group: string,
): Promise<GroupRoll & Pick<Fit, 'resume'>> {
  const { session, order, roll: id, from, lease } = drive;
  const { environment, world } = session;
  const [facts, inherited] = [drive.facts(group), await inheritedBy(drive, aws, group)];
  const image = imageHere(session, order.release);
  const rolling = { kind: order.kind, image, base: drive.base, begun: drive.begun };
  const wanted = await wantedOf(session, group, rolling, inherited?.baseline);
  const fit = await preflight(aws, world.clock, wanted);
  const { policy } = wanted;
  const goal: Goal = {
    roll: id,
    group,
    last: environment.groups.at(-1)?.name === group,
    launchBy: fit.launchBy,
    kind: order.kind,
    release: `v${order.release.release}`,
    image,
    from: from === undefined ? undefined : `v${from}`,
    base: drive.base,
    warm: warm(await session.ledger.facts({ environment: session.name }), group),
    inherited,
    fence: fenceOver(lease, fit),
    ...(session.alone === true ? { alone: `${newRollId()} ` } : {}),
    policy,
    check: fit.check,
    began: world.clock.now(),
  };
  return { goal, cloud: fit.cloud, facts, resume: fit.resume };
}

/** A driver without the ledger may have had a higher one than the lease gives. */
function fenceOver({ token }: Drive['lease'], { tags }: Fit): number {
  return Math.max(token, (readTags(tags).roll?.fence ?? 0) + 1);
}

/** What a dead roll found and left of the group; with what somebody else set since, where a person said that it stays. */
async function inheritedBy(
  { order, inherited }: Drive,
  aws: Counted,
  group: string,
): Promise<Inheritance | undefined> {
  const recorded = inherited(group);
  const found = recorded && (await withUnrecorded(aws, recorded));
  if (found === undefined || order.moves?.asItIs !== true) return found;
  const seen = await readGroup(aws, group);
  if (seen?.template === undefined || !/^\d+$/.test(seen.template.version)) return found;
  const template = { id: seen.template.id, version: Number(seen.template.version) };
  return asItIs(found, { ...seen, template, rebalanceSuspended: seen.suspended.has('AZRebalance') });
}

/** @throws Failure `aws-refused` */
async function resumeAll(
  { note }: World,
  aws: Counted,
  group: string,
  processes: readonly string[],
): Promise<void> {
  if (processes.length === 0) return;
  note({ step: 'roll', text: `resumes ${processes.join(', ')} of ${group}, and leaves it so` });
  await resumeProcesses(aws, group, processes).catch((cause: unknown) => {
    if (!isOfAws(cause)) throw cause;
    throw new Failure({
      code: 'aws-refused',
      what: `AWS does not resume ${processes.join(', ')} of the group ${group}.`,
      why: cause.message,
      state: UNTOUCHED,
      next: `aws autoscaling resume-processes --auto-scaling-group-name ${group} --scaling-processes ${processes.join(' ')}`,
      cause,
    });
  });
}

/** The exit code of each end (ROLL.md 11), with the state in a sentence. */
function endOf(outcome: RollOutcome): Ended {
  switch (outcome.kind) {
    case 'done':
      return { exit: outcome.left.length === 0 ? 0 : 10, state: outcome.state };
    case 'went-back':
      return { exit: 8, state: outcome.state };
    case 'stranded':
      return { exit: 9, state: outcome.state };
    case 'gave-way':
      return { exit: 11, state: outcome.state };
    case 'paused': {
      const { because, onPurpose, state, left } = outcome;
      return { exit: left.length === 0 ? 12 : 9, state, rests: { because, onPurpose } };
    }
  }
}
