import type { RollConfig } from '../config/config.ts';
import { overridden } from '../config/roll-section.ts';
import type { Release } from '../ledger/folds/releases.ts';
import type { Baseline } from '../roll/facts.ts';
import type { Goal, Policy } from '../roll/goal.ts';
import { preflight } from '../roll/preflight.ts';
import type { RollOutcome } from '../roll/outcome.ts';
import { roll } from '../roll/roll.ts';
import { imagesOf } from '../world/aws/images.ts';
import { type Counted, countedAt } from '../world/aws/fleet/counted.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import { asksOf } from './asks.ts';
import type { Drive, Ended } from './drive.ts';
import { imageHere } from './find.ts';
import { refuseNotYet } from './not-yet.ts';
import type { Session } from './session.ts';
import { baselineIn, unfinishedBaseline } from './unfinished.ts';

/** How a roll ended, for whoever asked for it. */
export interface Rolled extends Ended {
  readonly roll: string;
  readonly release: number;
  readonly outcome: RollOutcome;
  readonly calls: { readonly reads: number; readonly writes: number };
}

/**
 * Makes sure that the environment's group can be rolled to the release, before anything is done.
 *
 * @throws Failure `group-unfit`, `target-unknown`
 */
export async function rollPreflight(session: Session, release: Release | undefined): Promise<void> {
  const { policy } = wanted(session, undefined);
  refuseNotYet(policy, session.environment.groups.length);
  const baseline = await unfinishedBaseline(session);
  const { userData } = await preflight(
    countedAt(session.place),
    session.world.clock,
    wanted(session, baseline),
  );
  refuseOtherSettings(session, userData);
  if (release !== undefined) await refuseImage(session, imageHere(session, release));
}

/**
 * Rolls the environment's group to the release of the drive.
 *
 * @throws Failure `group-unfit`, `aws-refused`, `lease-lost`
 */
export async function rollStep(drive: Drive): Promise<Rolled> {
  const { session, order, roll: id, facts, lease } = drive;
  const aws = countedAt(session.place);
  const goal = await goalOf(drive, aws);
  const { cloud } = goal;
  const outcome = await roll(session.world, cloud, goal.goal, {
    facts,
    record: (fact) => lease.record({ type: 'roll-fact', fact }, id),
    signal: AbortSignal.any([session.signal, lease.signal]),
    asks: asksOf(drive),
  });
  return { ...endOf(outcome), roll: id, release: order.release.release, outcome, calls: cloud.calls() };
}

async function goalOf(drive: Drive, aws: Counted) {
  const { session, order, roll: id, from, inherited, lease, facts } = drive;
  const { cloud, check } = await preflight(
    aws,
    session.world.clock,
    wanted(session, baselineIn(facts) ?? inherited),
  );
  const goal: Goal = {
    roll: id,
    group: wanted(session, undefined).group,
    last: true,
    launchBy: 'launch-instances',
    kind: order.kind,
    release: `v${order.release.release}`,
    image: imageHere(session, order.release),
    from: from === undefined ? undefined : `v${from}`,
    inherited,
    fence: lease.token,
    policy: policyFor(session, wanted(session, undefined).group),
    check,
    began: session.world.clock.now(),
  };
  return { goal, cloud };
}

function wanted(session: Session, baseline: Baseline | undefined) {
  const group = session.environment.groups[0]?.name ?? '';
  return { group, policy: policyFor(session, group), asked: baseline?.asked };
}

/** How a group is rolled: the config's `roll`, what the group says otherwise, and above all what the command says. */
function policyFor({ config, environment, overrides }: Session, group: string): Policy {
  const own = environment.groups.find(({ name }) => name === group)?.roll;
  return policyOf(overridden(config.roll, own, overrides));
}

/** The `roll` section in the engine's words. */
function policyOf(section: RollConfig): Policy {
  const { surge, max, canary, steps, samples, soak, tick, deadline, alarms } = section;
  return {
    ...{ surge, max, canary, steps, samples, soak, tick, deadline, alarms },
    canarySoak: section.canary_soak,
    keepWarm: section.keep_warm,
    onFailure: section.on_failure,
    minHealthy: section.min_healthy,
    maxBadLaunches: section.max_bad_launches,
    firstSize: section.first_size,
  };
}

/**
 * Where the config says which settings the environment has, its template's user data has to say the same: an instance reads
 * only that.
 *
 * @throws Failure `group-unfit`
 */
function refuseOtherSettings({ environment, name }: Session, userData: string): void {
  const { settings } = environment;
  if (settings === undefined) return;
  const [, said] = /^BAKEROLL_SETTINGS=(.*)$/m.exec(userData) ?? [];
  if (said?.trim() === settings) return;
  throw new Failure({
    code: 'group-unfit',
    what: `The config says that ${name} has its settings at ${settings}; its launch template's user data says ${said ?? 'nothing of settings'}.`,
    state: UNTOUCHED,
    next: `put BAKEROLL_SETTINGS=${settings} into the template's user data, or take \`settings\` out of the config`,
  });
}

/** @throws Failure `target-unknown` where the image is not there, or not ready */
async function refuseImage({ clients, name }: Session, id: string): Promise<void> {
  const image = await imagesOf(clients).withId(id);
  if (image?.state === 'available') return;
  throw new Failure({
    code: 'target-unknown',
    what:
      image === undefined ? `The image ${id} is not there any more.` : `The image ${id} is ${image.state}.`,
    state: UNTOUCHED,
    next: `bakeroll history ${name}`,
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
