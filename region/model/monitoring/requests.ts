import { ANSWER_CLASSES, type Figures, type GroupFigures } from '../../balancer/figures.ts';
import type { Region } from '../../region.ts';
import { describeTarget } from '../balancing/health.ts';
import type { LoadBalancer, TargetGroup } from '../balancing/state.ts';
import { balancersOf } from '../balancing/use.ts';
import { balancerDimension, groupDimension } from './dimensions.ts';
import { type Figure, figureOf, putFigure } from './series.ts';
import type { Dimension } from './state.ts';

const MINUTE = 60_000;
const NAMESPACE = 'AWS/ApplicationELB';

/** What is known of the requests that application load balancers carry. */
export const REQUEST_FIGURES: readonly string[] = [
  'RequestCount',
  'RequestCountPerTarget',
  'TargetResponseTime',
  'HTTPCode_ELB_5XX_Count',
  ...ANSWER_CLASSES.map(answersName),
];

/** Asks the data plane what it carried, once a minute. */
export interface RequestCounter {
  follow(region: Region): void;
  /** Whether the data plane has been asked and has not answered yet: the minute's figures are still to come. */
  isBusy(): boolean;
}

/**
 * Counts only while there is an alarm on such a figure, so that an idle region stays idle: what came before it was made is no
 * one's. What a killed region had not counted yet is lost.
 */
export function createRequestCounter(): RequestCounter {
  /** The minute in which the data plane was asked last; undefined while nobody wants to know. */
  let asked: number | undefined;
  let busy = false;

  function follow(region: Region): void {
    if (busy) return;
    const minute = Math.floor(region.clock.now() / MINUTE);
    if (!isWanted(region)) asked = undefined;
    else if (asked !== minute) ask(region, minute);
  }

  function ask(region: Region, minute: number): void {
    const isFirst = asked === undefined;
    busy = true;
    asked = minute;
    void taken(region).then((figures) => {
      busy = false;
      if (figures !== undefined && !isFirst) record(region, figures, minute - 1);
      region.stir();
    });
  }

  return { follow, isBusy: () => busy };
}

function isWanted(region: Region): boolean {
  return region.state.monitoring.alarms.some(
    ({ settings: { metric } }) => metric.namespace === NAMESPACE && REQUEST_FIGURES.includes(metric.name),
  );
}

async function taken({ state, balancer }: Region): Promise<Figures | undefined> {
  const { listeners, targetGroups } = state.balancing;
  try {
    return await balancer.figures({
      listeners: listeners.map(({ arn }) => arn),
      targetGroups: targetGroups.map(({ arn }) => arn),
    });
  } catch (error) {
    console.error('the load balancer does not say what it carried, and is asked again in a minute:', error);
    return undefined;
  }
}

function record(region: Region, { failures, targetGroups }: Figures, minute: number): void {
  const { loadBalancers, listeners, targetGroups: groups } = region.state.balancing;
  for (const balancer of loadBalancers) {
    const put = putInto(region, minute);
    for (const group of groups) {
      const carried = targetGroups.get(group.arn);
      if (carried !== undefined && balancersOf(region, group).includes(balancer))
        recordGroup(region, { balancer, group, carried }, put);
    }
    for (const { arn, loadBalancerArn } of listeners) {
      const own = loadBalancerArn === balancer.arn ? (failures.get(arn) ?? 0) : 0;
      if (own > 0) put('HTTPCode_ELB_5XX_Count', [balancerDimension(balancer)], 'Count', counted(own));
    }
  }
}

interface Carried {
  readonly balancer: LoadBalancer;
  readonly group: TargetGroup;
  readonly carried: GroupFigures;
}

/** The load balancer's own figures are those of its target groups added up. */
function recordGroup(region: Region, { balancer, group, carried }: Carried, put: Put): void {
  const [whole, part] = [balancerDimension(balancer), groupDimension(group)];
  for (const dimensions of [[whole], [part, whole]]) {
    if (carried.requests > 0) put('RequestCount', dimensions, 'Count', counted(carried.requests));
    for (const answers of ANSWER_CLASSES) {
      const count = carried.answers[answers];
      if (count > 0) put(answersName(answers), dimensions, 'Count', counted(count));
    }
    if (carried.seconds !== undefined) put('TargetResponseTime', dimensions, 'Seconds', carried.seconds);
  }
  const sharers = sharersOf(region, group);
  if (carried.requests === 0 || sharers === 0) return;
  const share = figureOf(carried.requests / sharers);
  for (const dimensions of [[part], [part, whole]]) put('RequestCountPerTarget', dimensions, 'Count', share);
}

/** The healthy targets, or all that are registered where none is [UG]. */
function sharersOf(region: Region, group: TargetGroup): number {
  const healthy = group.targets.filter((target) => describeTarget(region, group, target).state === 'healthy');
  return healthy.length > 0 ? healthy.length : group.targets.length;
}

type Put = (name: string, dimensions: readonly Dimension[], unit: string, figure: Figure) => void;

function putInto(region: Region, minute: number): Put {
  return (name, dimensions, unit, figure) => {
    putFigure(region, { namespace: NAMESPACE, name, dimensions }, unit, minute * MINUTE, figure);
  };
}

/** Each is a figure of 1, so that only their sum says something [UG]. */
function counted(count: number): Figure {
  return { count, sum: count, min: 1, max: 1 };
}

function answersName(answers: number): string {
  return `HTTPCode_Target_${answers}XX_Count`;
}
