import { RULES } from '../../roll/decide.ts';
import type { Decision } from '../../roll/rules/rule.ts';
import { answerTo } from './answer.ts';
import { states } from './enumerated/states.ts';
import type { State } from './states.ts';

/** The state diagram of a roll, as Mermaid draws it: each way from one phase to another that any state of a small fleet takes, with the rules that take it. */
export function diagram(): string {
  const ways = new Map<string, Set<string>>();
  for (const state of states(1)) {
    const answer = answerTo(state);
    const to = answer && whereTo(state, answer.decision);
    if (answer === undefined || to === undefined) continue;
    const way = `${phaseOf(state)} --> ${to}`;
    ways.set(way, (ways.get(way) ?? new Set()).add(inWords(answer.rule)));
  }
  const order = Object.keys(RULES).map(inWords);
  return [
    '```mermaid',
    'stateDiagram-v2',
    '  direction LR',
    '  [*] --> unproven: the baseline is taken, the version is made',
    ...[...ways].map(([way, rules]) => `  ${way}: ${order.filter((rule) => rules.has(rule)).join(', ')}`),
    ...Object.entries(ENDS).map(([end, what]) => `  ${end}: ${what}`),
    '```',
  ].join('\n');
}

/** How a roll ends, by the state's name in the diagram. */
const ENDS = {
  done: 'done (exit 0, 10)',
  back: 'went back (exit 8)',
  rest: 'at rest (exit 12)',
  stranded: 'a person is needed (exit 9)',
} as const;

function phaseOf({ memory }: State): string {
  if (memory.goingBack !== undefined) return 'going_back';
  return memory.moved ? 'proven' : 'unproven';
}

/** The phase or the end that the decision leads to; undefined where the roll stays in its phase. */
function whereTo({ memory }: State, decision: Decision): string | undefined {
  if (decision.kind === 'halt') return 'stranded';
  if (decision.kind === 'rest') return 'rest';
  if (decision.kind === 'done') return memory.goingBack === undefined ? 'done' : 'back';
  if (decision.kind === 'wait') return undefined;
  const kinds = decision.actions.map(({ kind }) => kind);
  if (kinds.includes('go-back')) return 'going_back';
  return kinds.includes('move') && !memory.moved ? 'proven' : undefined;
}

/** `launchMissing` is "launch missing". */
export function inWords(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
