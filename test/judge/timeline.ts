/** A value as it was at each instant. */
export interface Timeline<Value> {
  readonly now: () => Value;
  /** @param since milliseconds; not before the last one */
  readonly set: (since: number, value: Value) => void;
  /** As it was at the end of that instant. */
  readonly at: (instant: number) => Value;
  /** All that it was from one instant to another, both included. */
  readonly between: (from: number, to: number) => readonly Value[];
}

export function timeline<Value>(first: Value): Timeline<Value> {
  const steps: { readonly since: number; readonly value: Value }[] = [{ since: -Infinity, value: first }];
  const last = () => steps.at(-1) as { readonly since: number; readonly value: Value };
  const indexAt = (instant: number) => steps.findLastIndex(({ since }) => since <= instant);
  return {
    now: () => last().value,
    set: (since, value) => {
      steps.push({ since, value });
    },
    at: (instant) => (steps[indexAt(instant)] ?? last()).value,
    between: (from, to) => {
      const before = steps.findLastIndex(({ since }) => since < from);
      return steps.slice(Math.max(0, before), indexAt(to) + 1).map(({ value }) => value);
    },
  };
}
