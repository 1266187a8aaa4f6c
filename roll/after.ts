import type { Action } from './actions.ts';
import type { View } from './view.ts';

/** The view as it will be once the action is done, so that the next one of the same tick is held against it. */
export function after(view: View, action: Action): View {
  if (action.kind === 'end') {
    const gone = (member: { id: string }) => member.id !== action.instance;
    return {
      ...view,
      desired: view.desired - (action.decrement ? 1 : 0),
      turn: view.turn - 1,
      standing: view.standing - 1,
      serving: view.serving.filter(gone),
      proven: view.proven.filter(gone),
      old: view.old.filter(gone),
      fresh: view.fresh.filter(gone),
    };
  }
  if (action.kind === 'note-kept') return { ...view, lifts: true };
  if (action.kind === 'stand-by') return stoodBy(view, action.instances);
  if (action.kind === 'launch') return launched(view, action.order.count);
  if (action.kind === 'call-back') return launched(view, action.instances.length);
  if (action.kind === 'lift')
    return launched(view, Math.max(0, action.min - view.fleet.group.desired), action.min);
  if (action.kind !== 'write-settings') return view;
  const { group } = view.fleet;
  const { min = group.min, max = group.max, version = group.template.version } = action.settings;
  const template = { ...view.fleet.group.template, version };
  return { ...view, fleet: { ...view.fleet, group: { ...group, min, max, template } } };
}

function stoodBy(view: View, instances: readonly string[]): View {
  const stays = ({ id }: { id: string }) => !instances.includes(id);
  return {
    ...view,
    desired: view.desired - instances.length,
    turn: view.turn - instances.length,
    serving: view.serving.filter(stays),
    proven: view.proven.filter(stays),
    old: view.old.filter(stays),
    fresh: view.fresh.filter(stays),
  };
}

function launched(view: View, count: number, min = view.fleet.group.min): View {
  const { group } = view.fleet;
  return {
    ...view,
    desired: view.desired + count,
    fleet: { ...view.fleet, group: { ...group, min, desired: group.desired + count } },
  };
}
