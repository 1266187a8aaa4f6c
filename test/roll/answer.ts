import { RULES } from '../../roll/decide.ts';
import type { Decision, Rule } from '../../roll/rules/rule.ts';
import { viewOf } from '../../roll/view.ts';
import type { State } from './states.ts';

/** The first rule that answers, by its name, and what it says; undefined where none does. */
export function answerTo({ goal, fleet, memory }: State): { rule: string; decision: Decision } | undefined {
  const view = viewOf(goal, fleet, memory, fleet.at);
  if (view === undefined) return undefined;
  for (const [rule, answer] of Object.entries<Rule>(RULES)) {
    const decision = answer(view);
    if (decision !== undefined) return { rule, decision };
  }
  return undefined;
}
