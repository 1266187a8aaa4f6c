import { isDenied } from '../ask.ts';
import { type Check, type Finding, fine, problem, warning } from '../finding.ts';
import type { Tried } from '../trials.ts';
import { NO_CONSENT } from '../wanted.ts';

/** Whether EC2 would launch both versions, profile and all: without the one there is nothing to roll, without the other no way back. */
export const launch: Check = ({ trials, wanted: { consent = NO_CONSENT } }) => {
  const refused = trials.filter(({ refusal }) => refusal !== undefined && !isDenied(refusal.code));
  if (refused.length > 0) return oneForAllZones(refused).map((trial) => sayOf(trial, consent.noWayBack));
  const tried = trials.filter(({ refusal }) => refusal === undefined);
  return tried.length === 0
    ? []
    : [fine(`EC2 would do it: ${tried.length} ${tried.length === 1 ? 'dry run' : 'dry runs'}`)];
};

/** What is refused for the same reason in several zones is said once. */
function oneForAllZones(refused: readonly Tried[]): Tried[] {
  const alike = Map.groupBy(refused, ({ of, image, type, refusal }) =>
    JSON.stringify([of, image, type, refusal?.code, refusal?.text]),
  );
  return [...alike.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ ...first, zone: [first, ...others].map(({ zone }) => zone).join(', ') }],
  );
}

function sayOf({ of, image = '', zone, type, refusal }: Tried, noWayBack: boolean): Finding {
  const what = type === undefined ? image : `${image} on ${type}`;
  const why = `${refusal?.code ?? ''}: ${refusal?.text ?? ''}`;
  if (of === 'target') return problem(`${what} cannot be launched in ${zone}: ${why}`);
  const text = `what serves now (${what}) cannot be launched, so that there is no way back: ${why}`;
  return noWayBack ? warning(text) : problem(`${text}; --no-way-back rolls nevertheless`);
}
