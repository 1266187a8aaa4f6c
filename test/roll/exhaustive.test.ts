import { isDeepStrictEqual } from 'node:util';
import t from 'tap';
import { after } from '../../roll/after.ts';
import { breach } from '../../roll/bounds.ts';
import { decide, RULES } from '../../roll/decide.ts';
import type { Decision } from '../../roll/rules/rule.ts';
import { viewOf } from '../../roll/view.ts';
import { answerTo } from './answer.ts';
import { brokenBy } from './promise.ts';
import { Counted, LEFT_OUT } from './enumerated/dimensions.ts';
import { states } from './enumerated/states.ts';
import { NEW, OLD, type State } from './states.ts';

/** Instances in the largest fleet; `npm run mutants` asks for smaller ones. */
const MOST = Number(process.env['BAKEROLL_MOST'] ?? 3);

t.test('whatever stands, the next step keeps the promise', (t) => {
  const answers = new Map<string, number>(Object.keys(RULES).map((name) => [name, 0]));
  const broken = new Map<string, string>();
  let count = 0;
  const counted = new Counted();
  for (const state of states(MOST)) {
    count += 1;
    counted.add(state);
    const { goal, fleet, memory, base, shape } = state;
    const { rule: name, decision } = answerTo(state) ?? NO_RULE;
    answers.set(name, (answers.get(name) ?? 0) + 1);
    // Asked of the rules by their names, and, now and then, of `decide` itself.
    if (count % 89 === 0 && !isDeepStrictEqual(decide(goal, fleet, memory, fleet.at), decision))
      broken.set('decide says otherwise than its first rule that answers', JSON.stringify({ name, shape }));
    for (const what of wrongWith(state, decision)) {
      if (broken.has(what)) continue;
      const { asked, max } = base;
      broken.set(what, JSON.stringify({ name, shape, asked, max, goal: goal.kind, decision }));
    }
  }
  t.comment(`${count} states`);
  for (const { name, counts } of counted.all()) t.comment(`${name}: ${listed(counts)}`);
  t.comment(`answers: ${listed(answers)}`);
  for (const [what, why] of LEFT_OUT) t.comment(`left out: ${what}: ${why}`);
  t.strictSame(Object.fromEntries([...broken].slice(0, 8)), {});
  t.ok(count > 1_000_000, `${count} states`);
  t.strictSame(
    [...answers].filter(([, n]) => n < 1000),
    [],
    'every rule answers a thousand times and more, and there is always one that does',
  );
  for (const { name, values, counts } of counted.all())
    t.strictSame(new Set(counts.keys()), new Set(values), `${name}: the values that docs/roll.md has`);
  t.end();
});

/** What there is where no rule answers: the count below shows it. */
const NO_RULE = { rule: 'none', decision: { kind: 'wait', for: 'the next look', until: undefined } } as const;

function listed(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([name, n]) => `${name} ${n.toLocaleString('en')}`).join(', ');
}

function wrongWith(state: State, decision: Decision): string[] {
  if (decision.kind === 'done') return unfinished(state, decision.left);
  if (decision.kind !== 'act') return [];
  return [...brokenBy(state, decision.actions), ...forbidden(state, decision)];
}

/** What is not as it must be where the roll says that it is done. */
function unfinished({ fleet, memory }: State, left: readonly string[]): string[] {
  const back = memory.goingBack !== undefined;
  const wanted = back ? OLD : NEW;
  const asked = (back ? memory.baseline?.desired : memory.baseline?.asked) ?? 0;
  const there = fleet.members.filter(
    ({ version, life }) => version === wanted && life !== 'leaving' && life !== 'standby',
  );
  const good = there.filter(({ id, healthy }) => back || (healthy && memory.proven.has(id)));
  return [
    ...(fleet.group.template.version === wanted ? [] : ['done with the template at another version']),
    ...(fleet.group.desired === asked || left.length > 0 ? [] : ['done with desired at another size']),
    ...(good.length >= asked ? [] : ['done with fewer than are asked for']),
    // What AWS has refused to take back until the time was up is said.
    ...((fleet.group.rebalanceSuspended || fleet.group.grace > 0) && left.length === 0
      ? ['done with our settings standing']
      : []),
  ];
}

/** Bounds and decisions agree: what is decided may be done. */
function forbidden({ goal, fleet, memory }: State, decision: Extract<Decision, { kind: 'act' }>): string[] {
  let view = viewOf(goal, fleet, memory, fleet.at);
  const found: string[] = [];
  for (const action of decision.actions) {
    if (view === undefined) return found;
    const why = breach(view, action);
    if (why !== undefined) found.push(`bounds: ${action.kind}: ${why}`);
    view = after(view, action);
  }
  return found;
}
