import type { Rule } from './rule.ts';

/** An instance refresh that others began replaces instances by its own rules: the roll rests until it is over (ROLL.md 6). */
export const othersRefresh: Rule = ({ fleet }) =>
  fleet.refresh === undefined
    ? undefined
    : { kind: 'rest', because: `somebody began the instance refresh ${fleet.refresh}` };
