import type { Action } from './actions.ts';
import type { LaunchOrder, Settings } from './facts.ts';
import type { View } from './view.ts';

/**
 * The promise, said once: whether the action may be done on what was observed, or why not. Checked by the tests on every
 * decision, and again just before each act.
 */
export function breach(view: View, action: Action): string | undefined {
  switch (action.kind) {
    case 'end':
      return endBreach(view, action);
    case 'launch':
      return launchBreach(view, action.order);
    case 'expect':
      return pointedBreach(view, action.order);
    case 'lift':
      return liftBreach(view, action.order, action.min);
    case 'write-settings':
      return settingsBreach(view, action.settings);
    case 'take-baseline':
    case 'make-version':
    case 'take-version':
    case 'prove':
    case 'count-in':
    case 'note-kept':
    case 'declare-bad':
    case 'move':
    case 'protect':
    case 'unprotect':
    case 'go-back':
    case 'delete-version':
    case 'ask-for':
    case 'pass-step':
    case 'count-standby':
      return undefined;
    case 'stand-by':
      return standbyBreach(view, action.instances);
    case 'call-back':
      return callBackBreach(view, action.instances);
  }
}

const TURN = 'so many were taken out in this tick as one tick lets';

function endBreach(
  view: View,
  { instance, decrement }: Extract<Action, { kind: 'end' }>,
): string | undefined {
  const { serving, floor, desired, asked, proven, fleet, fresh, old, dark, baseline, turn } = view;
  if (turn < 1) return TURN;
  if (decrement && fleet.members.some(({ id, life }) => id === instance && life === 'standby'))
    return 'it is in Standby: whether desired falls with it is not known';
  const serves = serving.some(({ id }) => id === instance);
  if (serves && serving.length - 1 < floor) return `only ${serving.length} serve, and ${floor} have to`;
  const healthy = [...old, ...fresh].filter((member) => member.healthy);
  if (healthy.some(({ id }) => id === instance) && healthy.length - 1 < floor)
    return `only ${healthy.length} are healthy, and ${floor} have to be`;
  const sick = old.find(({ id, healthy }) => id === instance && !healthy);
  if (dark && sick?.version === baseline.template.version)
    return 'nothing is healthy: it is part of what serves';
  if (decrement && desired <= asked)
    return `desired is ${desired}: one less would be fewer than the ${asked} asked for`;
  if (decrement && fleet.group.min >= desired)
    return `the minimum is ${fleet.group.min}: AWS would refuse it`;
  const isProven = proven.some(({ id }) => id === instance);
  return isProven && fresh.length <= asked ? 'it is proven, and none too many' : undefined;
}

/** Those in Standby serve nothing: the floor holds for them as for those that are ended. At most 20 a call (AWS.md 1.2). */
function standbyBreach(view: View, instances: readonly string[]): string | undefined {
  const { serving, floor, desired, asked, fleet, turn } = view;
  if (instances.length > 20) return 'AWS takes at most 20 a call';
  if (turn < instances.length) return TURN;
  const left = serving.filter(({ id }) => !instances.includes(id)).length;
  if (left < serving.length && left < floor) return `only ${left} would serve, and ${floor} have to`;
  const next = desired - instances.length;
  if (next < asked) return `desired would be ${next}: fewer than the ${asked} asked for`;
  return fleet.group.min > next ? `the minimum is ${fleet.group.min}: AWS would refuse it` : undefined;
}

function callBackBreach({ fleet }: View, instances: readonly string[]): string | undefined {
  const { desired, max } = fleet.group;
  if (instances.length > 20) return 'AWS takes at most 20 a call';
  return desired + instances.length > max ? `the maximum is ${max}` : undefined;
}

function launchBreach(view: View, { attempt, count, version }: LaunchOrder): string | undefined {
  const { asked, surge, fleet, memory } = view;
  // As AWS shows it: an end that cannot be seen yet may not have made room.
  const { desired, max, template } = fleet.group;
  if (template.version !== version) return `the group's template is version ${template.version}`;
  // Asked for before, within the bounds, and not answered: its token starts nothing twice, and desired may count it already.
  if (memory.launches.some((known) => known.attempt === attempt && known.answer === undefined))
    return undefined;
  if (desired + count > max) return `the maximum is ${max}`;
  return desired + count > asked + surge ? `that is more than ${asked} and a surge of ${surge}` : undefined;
}

/** Raising the minimum launches: as LaunchInstances does, within the surge and the maximum. */
function liftBreach(view: View, order: LaunchOrder, min: number): string | undefined {
  const { asked, surge, fleet, memory } = view;
  const pointed = pointedBreach(view, order);
  if (pointed !== undefined) return pointed;
  if (memory.launches.some(({ attempt, answer }) => attempt === order.attempt && answer === undefined))
    return undefined;
  if (min > fleet.group.max) return `the maximum is ${fleet.group.max}`;
  return min > asked + surge ? `that is more than ${asked} and a surge of ${surge}` : undefined;
}

function pointedBreach({ fleet }: View, { version }: LaunchOrder): string | undefined {
  const { template } = fleet.group;
  return template.version === version ? undefined : `the group's template is version ${template.version}`;
}

/** A minimum above desired would make the group launch, but for what stands beyond it; a maximum below ends instances. */
function settingsBreach(view: View, { min, max }: Settings): string | undefined {
  const { desired, standing, lifts, fleet } = view;
  const most = lifts ? Math.max(desired, standing) : desired;
  if (min !== undefined && min > most) return `desired is ${desired}: a minimum of ${min} would launch`;
  return max !== undefined && max < fleet.group.desired
    ? `desired is ${fleet.group.desired}: a maximum of ${max} would end some`
    : undefined;
}
