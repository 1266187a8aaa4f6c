import { type Check, fine, problem } from '../finding.ts';
import { launchBy } from '../launch-by.ts';

/** What this version rolls: a launch template, or several types of it, and nothing beside (ROLL.md 3). */
export const groupKind: Check = (look) => {
  const { group, wanted } = look;
  if (group.template === undefined)
    return [problem('it is on a launch configuration: give it a launch template')];
  const { mixed, classicBalancers, otherSources, warmPool, subnets } = group;
  const refused = [
    ...(mixed?.byAttributes ? ['its types are chosen by attributes: name them'] : []),
    ...(mixed?.weighted ? ['its types have weights: each has to count as one'] : []),
    ...(mixed?.ownTemplates
      ? ['an override has a template or an image of its own, which a roll would not reach']
      : []),
    ...(mixed?.purchase === 'both' ? ['it mixes on-demand and spot instances: one of the two'] : []),
    ...(warmPool
      ? ['it has a warm pool, whose instances would go on serving the old release: delete it']
      : []),
    ...(classicBalancers.length > 0 ? ['it has a classic load balancer, whose health is not read'] : []),
    ...(otherSources.length > 0 ? [`it has a traffic source of the kind ${otherSources.join(', ')}`] : []),
    ...(subnets.length > 0 ? [] : ['it names no subnets']),
  ];
  if (refused.length > 0) return refused.map(problem);
  const types = mixed === undefined ? '' : `, ${mixed.types.length} types`;
  const by = launchBy(look);
  const way = by.way === 'min-size' ? `; launched by raising its minimum: ${by.why}` : '';
  return [fine(`${wanted.group}, on one launch template${types}${way}`)];
};
