import type { ForwardRoute, ListenerRoute } from '../balancer.ts';
import { nameOf } from './words.ts';

/** How many parts the weights of a forward are told in: a request draws one of them. */
export const PARTS = 1_000_000;

/** A variable of haproxy's process. Weights are such variables, so that new ones need no new haproxy. */
export interface Variable {
  readonly name: string;
  readonly value: number;
}

/** The first draw that no longer falls to the rule's target group at this place. */
export function limitName(ruleArn: string, at: number): string {
  return `proc.${nameOf('r', ruleArn)}_${at}`;
}

/** 1 where clients stay with the rule's target group at this place. */
export function keptName(ruleArn: string, at: number): string {
  return `${limitName(ruleArn, at)}_kept`;
}

/** The variables of all listeners for the weights as they are. */
export function variablesOf(listeners: readonly ListenerRoute[]): Variable[] {
  return listeners
    .flatMap(({ rules }) => rules)
    .flatMap(({ ruleArn, action }) => (action.kind === 'forward' ? variables(ruleArn, action) : []));
}

/** The commands that make a running haproxy go from some weights to others. */
export function weightCommands(before: readonly Variable[], after: readonly Variable[]): string[] {
  const known = new Map(before.map(({ name, value }) => [name, value]));
  return after
    .filter(({ name, value }) => known.get(name) !== value)
    .map(({ name, value }) => `experimental-mode on; set var ${name} int(${value})`);
}

/** Where all weights are 0 nobody who is not bound already gets anything. */
function variables(ruleArn: string, { targetGroups, keeps }: ForwardRoute): Variable[] {
  const total = targetGroups.reduce((sum, { weight }) => sum + weight, 0);
  let sum = 0;
  return targetGroups.flatMap(({ arn, weight }, at) => {
    sum += weight;
    return [
      { name: limitName(ruleArn, at), value: total === 0 ? 0 : Math.round((sum / total) * PARTS) },
      { name: keptName(ruleArn, at), value: keeps.includes(arn) ? 1 : 0 },
    ];
  });
}
