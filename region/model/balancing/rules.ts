import type { Region } from '../../region.ts';
import type { Listener, Rule } from './state.ts';

/** The rules of a listener in the order in which they are tried: by priority, the default last. */
export function rulesOf(region: Region, listenerArn: string): Rule[] {
  return region.state.balancing.rules
    .filter((rule) => rule.listenerArn === listenerArn)
    .toSorted((one, other) => place(one) - place(other));
}

function place({ priority }: Rule): number {
  return priority === 'default' ? Infinity : priority;
}

/** The rule that a listener has from its first moment to its last. */
export function defaultRuleOf(region: Region, listener: Listener): Rule {
  const rule = rulesOf(region, listener.arn).at(-1);
  if (rule?.priority !== 'default') throw new Error(`the listener ${listener.arn} has lost its default rule`);
  return rule;
}

/** Removes listeners, and with them their rules. */
export function removeListeners(region: Region, isToGo: (listener: Listener) => boolean): void {
  const { balancing } = region.state;
  const gone = new Set(balancing.listeners.filter(isToGo).map(({ arn }) => arn));
  balancing.listeners = balancing.listeners.filter(({ arn }) => !gone.has(arn));
  balancing.rules = balancing.rules.filter(({ listenerArn }) => !gone.has(listenerArn));
}
