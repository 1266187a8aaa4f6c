import type { HookSeen } from '../../../world/aws/fleet/hooks.ts';
import type { Policy } from '../../goal.ts';
import { type Check, type Finding, fine, length, warning } from '../finding.ts';

/** Lifecycle hooks hold instances until somebody completes them: who that is, AWS does not say. */
export const hooks: Check = ({ hooks: all = [], wanted: { policy } }) =>
  all.map((hook) => sayOf(hook, policy));

function sayOf(hook: HookSeen, { deadline }: Policy): Finding {
  const { name, of, timeout, byDefault, tells } = hook;
  const most = of === 'launch' ? deadline.launch : deadline.drain;
  const told = tells === undefined ? 'it tells nobody itself' : `it tells ${tells}`;
  const what = `the ${of} hook ${name} holds each instance up to ${length(timeout)}, then ${byDefault} (${told})`;
  if (timeout <= most) return fine(what);
  const which = of === 'launch' ? 'deadline.launch' : 'deadline.drain';
  const then = of === 'launch' ? 'a new one is bad' : 'an old one is left behind';
  return warning(`${what}; ${which} is ${length(most)}: if nobody completes it, ${then}`);
}
