import type { Action } from '../../roll/actions.ts';
import type { Member } from '../../roll/fleet.ts';
import { NEW, OLD, type State } from './states.ts';

/**
 * The promise once more, apart from roll/: plays the actions of one decision, one after the other, and says each thing
 * that must never be done.
 */
export function brokenBy({ goal, fleet, memory }: State, actions: readonly Action[]): string[] {
  const broken: string[] = [];
  const back = memory.goingBack !== undefined;
  const asked = back ? (memory.baseline?.desired ?? 0) : (memory.baseline?.asked ?? 0);
  const floor = Math.ceil((asked * percentOf(goal.policy.minHealthy)) / 100);
  const trusted = memory.moved || goal.kind === 'rollback';
  const wanted = back ? OLD : NEW;
  let { desired, min } = fleet.group;
  let version = fleet.group.template.version;
  let members: readonly Member[] = fleet.members;
  const hasNoRoom = fleet.group.max <= asked && floor < asked;
  const kept = actions.some(({ kind }) => kind === 'note-kept');
  const lifts = kept || goal.launchBy === 'min-size' || memory.keepsDesired;
  const most = goal.policy.max === 'raise' ? asked + surgeOf(goal, asked) : fleet.group.max;
  actions.forEach((action, i) => {
    if (action.kind === 'end') {
      const victim = members.find(({ id, life }) => id === action.instance && life !== 'leaving');
      const healthy = members.filter((member) => member.healthy).length;
      if (victim === undefined) broken.push('ends one that is not there, or is leaving');
      if (victim?.healthy === true && healthy - 1 < floor)
        broken.push(`${healthy - 1} would serve, not ${floor}`);
      const waits = victim?.life === 'standby';
      if (waits && action.decrement) broken.push('ends one in Standby with decrement');
      const beyond = isBeyondStep({ goal, fleet, memory }, members, victim);
      if (!waits && !beyond && action.decrement !== desired > asked)
        broken.push(`decrement is ${action.decrement} at ${desired} of ${asked}`);
      const standing = members.filter(isHere).length;
      if (!beyond && !action.decrement && victim?.healthy === true && standing <= asked && !hasNoRoom)
        broken.push('ends a healthy one that is not one too many');
      if (action.decrement && min >= desired) broken.push(`AWS refuses a decrement at the minimum ${min}`);
      const comes = hasNoRoom && !action.decrement && version === NEW;
      const served = members.filter((member) => member.version !== NEW && isHere(member)).length;
      if (!back && !memory.moved && !waits && victim?.version === OLD && served <= asked && !comes)
        broken.push('ends an old one before any new one is proven');
      const goodOnes = members.filter((member) => member.version === wanted && isHere(member)).length;
      if (victim?.version === wanted && memory.proven.has(victim.id) && victim.healthy && goodOnes <= asked) {
        broken.push('ends a proven one that is asked for');
      }
      members = members.filter(({ id }) => id !== action.instance);
      if (action.decrement) desired -= 1;
    }
    if (action.kind === 'stand-by') {
      const going = members.filter(({ id }) => action.instances.includes(id));
      const left = members.filter((member) => member.healthy && !going.includes(member)).length;
      desired -= going.length;
      if (action.instances.length > 20) broken.push('sends more than 20 into Standby');
      if (going.some(({ life, version }) => life !== 'serving' || version !== OLD))
        broken.push('sends one into Standby that did not serve before');
      if (left < floor) broken.push(`${left} would serve, not ${floor}`);
      if (desired < asked || min > desired) broken.push(`sends some into Standby at ${desired} of ${asked}`);
      members = members.filter((member) => !going.includes(member));
    }
    if (action.kind === 'call-back') {
      const coming = members.filter(({ id, life }) => action.instances.includes(id) && life === 'standby');
      desired += action.instances.length;
      if (coming.length < action.instances.length) broken.push('calls one back that is not in Standby');
      if (coming.some((member) => member.version !== wanted))
        broken.push('calls one back that is not wanted');
      if (desired > fleet.group.max) broken.push(`${desired} is above the maximum`);
    }
    if (action.kind === 'launch') {
      const again = memory.launches.some(({ attempt }) => attempt === action.order.attempt);
      desired += action.order.count;
      if (!again && desired > fleet.group.max) broken.push(`${desired} is above the maximum`);
      if (!again && desired > asked + surgeOf(goal, asked))
        broken.push(`${desired} is above ${asked} and the surge`);
      if (version !== action.order.version || version !== wanted) broken.push(`launches version ${version}`);
    }
    if (action.kind === 'lift') {
      const again = memory.launches.some(({ attempt }) => attempt === action.order.attempt);
      desired = Math.max(desired, action.min);
      min = action.min;
      if (!again && desired > most) broken.push(`${desired} is above the maximum`);
      if (!again && desired > asked + surgeOf(goal, asked))
        broken.push(`${desired} is above ${asked} and the surge`);
      if (version !== action.order.version || version !== wanted) broken.push(`launches version ${version}`);
    }
    if (action.kind === 'write-settings') {
      min = action.settings.min ?? min;
      version = action.settings.version ?? version;
      const stand = members.filter(({ life }) => life !== 'leaving').length;
      if (min > (lifts ? Math.max(stand, desired) : desired))
        broken.push(`a minimum of ${min} launches at ${desired}`);
      const launches = actions.slice(i).some(({ kind }) => ['launch', 'lift', 'expect'].includes(kind));
      const outstanding = memory.launches.length > 0;
      if (action.settings.version === NEW && (back || !(trusted || launches || outstanding))) {
        broken.push('points the group at a version that is not proven');
      }
    }
    if (action.kind === 'move' && !back) version = NEW;
  });
  return broken;
}

function isHere({ life }: Member): boolean {
  return life !== 'leaving' && life !== 'standby';
}

/** Whether it is a new one that the first step has no place for, while old ones are missing: it makes way for one of those. */
function isBeyondStep({ goal, memory, fleet }: State, members: readonly Member[], victim?: Member): boolean {
  const asked = memory.baseline?.asked ?? 0;
  const { canary, steps } = goal.policy;
  const [step] = steps;
  const first =
    canary > 0 ? canary : step === undefined ? asked : Math.ceil((asked * percentOf(step.to)) / 100);
  const staying = members.filter(isHere);
  const fresh = staying.filter(({ version }) => version === NEW).length;
  return (
    victim?.version === NEW &&
    !memory.moved &&
    memory.goingBack === undefined &&
    goal.kind === 'roll' &&
    fleet.group.template.version === OLD &&
    fresh > Math.min(first, asked) &&
    staying.length - fresh < asked
  );
}

function percentOf(amount: State['goal']['policy']['minHealthy']): number {
  return 'percent' in amount ? amount.percent : 0;
}

function surgeOf({ policy: { surge } }: State['goal'], asked: number): number {
  return 'count' in surge ? surge.count : Math.ceil((asked * surge.percent) / 100);
}
