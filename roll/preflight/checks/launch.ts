import { isDenied } from '../ask.ts';
import { type Check, type Finding, fine, problem, warning } from '../finding.ts';
import type { Tried } from '../trials.ts';
import { NO_CONSENT } from '../wanted.ts';

/** Whether EC2 would launch both versions, profile and all: without the one there is nothing to roll, without the other no way back. */
export const launch: Check = ({ trials, wanted: { consent = NO_CONSENT } }) => {
  const refused = trials.filter(({ refusal }) => refusal !== undefined && !isDenied(refusal.code));
  const said = [...new Set(refused.map((trial) => JSON.stringify(sayOf(trial, consent.noWayBack))))];
  if (said.length > 0) return said.map((text) => JSON.parse(text) as Finding);
  const tried = trials.filter(({ refusal }) => refusal === undefined);
  return tried.length === 0 ? [] : [fine(`EC2 would do it: ${tried.length} dry runs`)];
};

function sayOf({ of, image = '', zone, type, refusal }: Tried, noWayBack: boolean): Finding {
  const what = type === undefined ? image : `${image} on ${type}`;
  const why = `${refusal?.code ?? ''}: ${refusal?.text ?? ''}`;
  if (of === 'target') return problem(`${what} cannot be launched in ${zone}: ${why}`);
  const text = `what serves now (${what}) cannot be launched, so that there is no way back: ${why}`;
  return noWayBack ? warning(text) : problem(`${text}; --no-way-back rolls nevertheless`);
}
