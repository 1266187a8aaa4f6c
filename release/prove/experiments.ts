import { endMember, launchInto, protectMembers } from '../../world/aws/fleet/group.ts';
import type { MemberSeen } from '../../world/aws/fleet/look.ts';
import { enterStandby, exitStandby } from '../../world/aws/fleet/standby.ts';
import { declareUnhealthy, sizeTrialGroup } from '../../world/aws/fleet/trial-group.ts';
import type { Question } from './questions.ts';
import { hasOne, inService, isTaken, look, type Trial, until } from './trial.ts';

/** So long a change that AWS makes by itself is waited for, where none may come: milliseconds. */
const SETTLE = 20_000;

/** Everything that a throw-away group of two is asked, one after the other. @param tell is given each answer when it is known */
export async function ask(
  trial: Trial,
  tell: (question: Question, answer: string | undefined) => void,
): Promise<void> {
  await askLaunch(trial, tell);
  await askProtection(trial, tell);
  await askStandby(trial, tell);
  await askGrace(trial, tell);
  await askReplacements(trial, tell);
}

type Tell = Parameters<typeof ask>[1];

async function askLaunch(trial: Trial, tell: Tell): Promise<void> {
  const id = await launch(trial, 'first');
  const seen = await until(trial, ({ members }) => members.some((member) => member.id === id));
  tell('launch-instances-desired', seen.desired > 0 ? 'raised' : 'kept');
}

async function askProtection(trial: Trial, tell: Tell): Promise<void> {
  const { aws, group } = trial;
  await sizeTrialGroup(aws, group, { desired: 2 });
  const { members } = await until(trial, (seen) => seen.members.some(isPending));
  const pending = members.find(isPending);
  const id = pending?.id;
  const taken = id !== undefined && (await isTaken(() => protectMembers(aws, group, [id], true)));
  tell('pending-protection', id === undefined ? undefined : taken ? 'taken' : 'refused');
  if (taken) await protectMembers(aws, group, [id], false);
}

function isPending({ lifecycle }: MemberSeen): boolean {
  return lifecycle === 'Pending';
}

/** One in Standby, at a maximum of one; then one in Standby is ended, beside one that serves. */
async function askStandby(trial: Trial, tell: Tell): Promise<void> {
  const { aws, group } = trial;
  const first = await oneThatServes(trial);
  await putAside(trial, first);
  await sizeTrialGroup(aws, group, { max: 1 });
  const free = await isTaken(() => launch(trial, 'beside Standby'));
  tell('standby-in-max', free ? 'free' : 'counted');
  await sizeTrialGroup(aws, group, { max: 3, desired: 1 });
  await until(trial, (seen) => inService(seen).length === 1);
  await sizeTrialGroup(aws, group, { max: 1 });
  const taken = await isTaken(() => exitStandby(aws, group, [first]));
  tell('exit-standby-at-max', taken ? 'taken' : 'refused');
  await sizeTrialGroup(aws, group, { max: 3, desired: 1 });
  const waits = taken ? await putAnotherAside(trial) : first;
  await until(trial, (seen) => inService(seen).length === 1);
  tell(
    'standby-ended-without-decrement',
    (await endIn(trial, waits, false)) > 1 ? 'replaced' : 'not-replaced',
  );
  await sizeTrialGroup(aws, group, { desired: 1 });
  const again = await putAnotherAside(trial);
  await until(trial, (seen) => inService(seen).length === 1);
  tell('standby-ended-with-decrement', (await endIn(trial, again, true)) < 1 ? 'lowered' : 'kept');
}

/** An instance that was launched without a grace period is declared unhealthy, once the group has one. */
async function askGrace(trial: Trial, tell: Tell): Promise<void> {
  const { aws, group } = trial;
  const id = await oneThatServes(trial);
  await sizeTrialGroup(aws, group, { grace: 3_600 });
  await declareUnhealthy(aws, id, true);
  const seen = await until(trial, (now) => !isWell(now.members, id), SETTLE);
  tell('grace-of-launched', isWell(seen.members, id) ? 'holds' : 'holds not');
}

async function askReplacements(trial: Trial, tell: Tell): Promise<void> {
  const { aws } = trial;
  const ended = await oneThatServes(trial);
  await endMember(aws, ended, false);
  tell('replacement-by-id', await whenReplaced(trial, ended));
  const sick = await oneThatServes(trial);
  await declareUnhealthy(aws, sick, false);
  tell('health-replacement', await whenReplaced(trial, sick));
}

/** Whether another one comes while that one is still listed. */
async function whenReplaced(trial: Trial, id: string): Promise<string | undefined> {
  const isListed = (members: readonly MemberSeen[]) => members.some((member) => member.id === id);
  const hasOther = (members: readonly MemberSeen[]) => members.some((member) => member.id !== id);
  const seen = await until(trial, ({ members }) => hasOther(members) || !isListed(members));
  if (!isListed(seen.members)) return 'when-gone';
  return hasOther(seen.members) ? 'at-once' : undefined;
}

async function launch(trial: Trial, what: string): Promise<string> {
  const { aws, group, zone, subnet } = trial;
  const token = `${group}-${what}`.replaceAll(' ', '-').slice(0, 64);
  const { instances, refused } = await launchInto(aws, group, { zone, subnet, count: 1, token });
  const [id] = instances;
  if (id === undefined) throw new Error(`AWS launches nothing: ${refused ?? 'and does not say why'}`);
  return id;
}

/** One alone serves, whatever was before. @returns its id */
async function oneThatServes(trial: Trial): Promise<string> {
  await sizeTrialGroup(trial.aws, trial.group, { desired: 1, max: 3 });
  const seen = await until(
    trial,
    ({ desired, members }) => desired === 1 && members.length === 1 && members[0]?.lifecycle === 'InService',
  );
  const [one] = inService(seen);
  if (one === undefined) throw new Error('no instance of the throw-away group came into service');
  return one.id;
}

async function putAside(trial: Trial, id: string): Promise<void> {
  await enterStandby(trial.aws, trial.group, [id]);
  await until(trial, hasOne('Standby', id));
}

/** Sends one that serves into Standby, and has another one serve. */
async function putAnotherAside(trial: Trial): Promise<string> {
  const id = await oneThatServes(trial);
  await putAside(trial, id);
  await sizeTrialGroup(trial.aws, trial.group, { desired: 1 });
  return id;
}

/** Ends one in Standby. @returns what desired is then */
async function endIn(trial: Trial, id: string, decrement: boolean): Promise<number> {
  const { desired } = await look(trial);
  await endMember(trial.aws, id, decrement);
  const seen = await until(trial, (now) => now.desired !== desired, SETTLE);
  await until(trial, ({ members }) => members.every((member) => member.id !== id));
  return seen.desired;
}

function isWell(members: readonly MemberSeen[], id: string): boolean {
  return members.some((member) => member.id === id && member.healthy && member.lifecycle === 'InService');
}
