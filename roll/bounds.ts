import type { Action } from './actions.ts';
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
      return launchBreach(view, action.order.count, action.order.version);
    case 'write-settings':
      return settingsBreach(view, action.settings.min);
    case 'take-baseline':
    case 'make-version':
    case 'prove':
    case 'declare-bad':
    case 'move':
    case 'unprotect':
    case 'go-back':
    case 'delete-version':
      return undefined;
  }
}

/** The view as it will be once the action is done, so that the next one of the same tick is held against it. */
export function after(view: View, action: Action): View {
  if (action.kind === 'end') {
    const gone = (member: { id: string }) => member.id !== action.instance;
    return {
      ...view,
      desired: view.desired - (action.decrement ? 1 : 0),
      serving: view.serving.filter(gone),
      proven: view.proven.filter(gone),
      old: view.old.filter(gone),
      fresh: view.fresh.filter(gone),
    };
  }
  if (action.kind === 'launch') return { ...view, desired: view.desired + action.order.count };
  if (action.kind !== 'write-settings') return view;
  const { min = view.fleet.group.min, version = view.fleet.group.template.version } = action.settings;
  const template = { ...view.fleet.group.template, version };
  return { ...view, fleet: { ...view.fleet, group: { ...view.fleet.group, min, template } } };
}

function endBreach(
  view: View,
  { instance, decrement }: Extract<Action, { kind: 'end' }>,
): string | undefined {
  const { serving, floor, desired, asked, back, proven, fleet, fresh } = view;
  const serves = serving.some(({ id }) => id === instance);
  if (serves && serving.length - 1 < floor) return `only ${serving.length} serve, and ${floor} have to`;
  if (decrement && desired <= asked)
    return `desired is ${desired}: one less would be fewer than the ${asked} asked for`;
  if (decrement && fleet.group.min >= desired)
    return `the minimum is ${fleet.group.min}: AWS would refuse it`;
  const isProven = proven.some(({ id }) => id === instance);
  return isProven && !back && fresh.length <= asked ? 'it is proven, and none too many' : undefined;
}

function launchBreach(
  { desired, asked, surge, fleet }: View,
  count: number,
  version: number,
): string | undefined {
  if (desired + count > fleet.group.max) return `the maximum is ${fleet.group.max}`;
  if (desired + count > asked + surge) return `that is more than ${asked} and a surge of ${surge}`;
  return fleet.group.template.version === version
    ? undefined
    : `the group's template is version ${fleet.group.template.version}`;
}

/** A minimum above desired would make the group launch. */
function settingsBreach({ desired }: View, min: number | undefined): string | undefined {
  return min !== undefined && min > desired
    ? `desired is ${desired}: a minimum of ${min} would launch`
    : undefined;
}
