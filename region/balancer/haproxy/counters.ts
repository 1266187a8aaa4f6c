import type { TargetGroupRoute } from '../balancer.ts';
import type { Plan } from './config.ts';
import type { Variable } from './weights.ts';
import { nameOf } from './words.ts';

/**
 * What haproxy's statistics do not tell it counts in variables of its process: how long all targets of a group took (statistics
 * have the average of the last 1024 answers only), and which 5xx it said itself.
 */
export function counterVariables({ listeners, groups }: Plan): Variable[] {
  const times = groups
    .filter(({ route }) => route.protocol === 'HTTP')
    .flatMap(({ route }) => [...countingNames(route.targetGroupArn), mostName(route.targetGroupArn)]);
  const failures = listeners
    .filter(({ protocol }) => protocol === 'HTTP')
    .map(({ listenerArn }) => failuresName(listenerArn));
  return [
    ...[...times, ...failures].map((name) => ({ name, value: 0 })),
    ...groups
      .filter(({ route }) => route.protocol === 'HTTP')
      .map(({ route }) => ({ name: leastName(route.targetGroupArn), value: LONGEST })),
  ];
}

/** Microseconds: longer than anything takes. */
export const LONGEST = 1_000_000_000_000_000;

/** The lines of a backend: from when a request goes to its target until the headers of the answer are there, connecting included. */
export function timingLines({
  targetGroupArn: arn,
  protocol,
}: Pick<TargetGroupRoute, 'targetGroupArn' | 'protocol'>): string[] {
  if (protocol !== 'HTTP') return [];
  const [answers, took] = countingNames(arn);
  const [least, most] = [leastName(arn), mostName(arn)];
  return [
    'http-request set-var(txn.began) date(0,us)',
    'http-response set-var(txn.took) date(0,us),sub(txn.began)',
    `http-response set-var(${answers}) var(${answers}),add(1)`,
    `http-response set-var(${took}) var(${took}),add(txn.took)`,
    `http-response set-var(${least}) var(txn.took) if { var(txn.took),sub(${least}) -m int lt 0 }`,
    `http-response set-var(${most}) var(txn.took) if { var(txn.took),sub(${most}) -m int gt 0 }`,
  ];
}

/** The line of a frontend that counts a 5xx that no target said. */
export function failureLine(listenerArn: string): string {
  const name = failuresName(listenerArn);
  const when = '{ status ge 500 } !{ var(txn.took) -m found }';
  return `http-after-response set-var(${name}) var(${name}),add(1) if ${when}`;
}

export function failuresName(listenerArn: string): string {
  return `proc.${nameOf('l', listenerArn)}_failures`;
}

/** How many answers there were, and how many microseconds they took together. */
export function countingNames(targetGroupArn: string): readonly [answers: string, took: string] {
  const name = nameOf('g', targetGroupArn);
  return [`proc.${name}_answers`, `proc.${name}_took`];
}

/** The microseconds of the quickest answer since it was set to `LONGEST`. */
export function leastName(targetGroupArn: string): string {
  return `proc.${nameOf('g', targetGroupArn)}_least`;
}

/** The microseconds of the slowest answer since it was set to 0. */
export function mostName(targetGroupArn: string): string {
  return `proc.${nameOf('g', targetGroupArn)}_most`;
}
