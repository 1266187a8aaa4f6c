import type { Stage } from './stage.ts';

/** What became of a stage, without ids and times: the same on every ground. Machines that boot together have no order among them. */
export interface Story {
  /** The lifecycle of each member, its instance's states, and its target's. */
  readonly members: readonly string[];
  readonly activities: readonly string[];
}

export function storyOf({ ground, service }: Stage): Story {
  const lines = new Map<string, { member: string[]; instance: string[]; target: string[] }>();
  const lineOf = (id: string) => {
    const line = lines.get(id) ?? { member: [], instance: [], target: [] };
    lines.set(id, line);
    return line;
  };
  for (const event of ground.events) {
    if (event.type === 'instance' && event.group === service.name)
      add(lineOf(event.instanceId).instance, event.state);
    if (event.type === 'member' && event.group === service.name)
      add(lineOf(event.instanceId).member, event.lifecycle);
    if (event.type === 'target' && event.targetGroup === service.targetGroupArn)
      add(lineOf(event.instanceId).target, event.state);
  }
  const group = ground.region.state.autoscaling.groups.find(({ name }) => name === service.name);
  return {
    members: [...lines.values()]
      .map(({ member, instance, target }) =>
        [member, instance, target].map((one) => one.join(' ')).join(' | '),
      )
      .toSorted(),
    activities: (group?.activities ?? [])
      .map(({ description, status }) => `${status}: ${description.replaceAll(/i-[0-9a-f]+/g, 'i-…')}`)
      .toSorted(),
  };
}

/** A state that is told again, for another reason, is the same state. */
function add(states: string[], state: string): void {
  if (states.at(-1) !== state) states.push(state);
}
