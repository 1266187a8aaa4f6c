import t from 'tap';
import type { Recorded } from '../../ledger/facts.ts';
import { bootOf } from '../../release/pace.ts';
import type { RollFact } from '../../roll/facts.ts';

/** A fact of a group, so many seconds after the beginning. */
function recorded(seconds: number, group: string | undefined, fact: RollFact): Recorded {
  const said = { type: 'roll-fact', fact, ...(group === undefined ? {} : { group }) } as const;
  return { id: seconds, at: seconds * 1000, environment: 'dev', roll: 'r-1', fact: said };
}

function launch(id: string, from: number, to: number, group?: string): Recorded[] {
  return [
    recorded(from, group, { type: 'launched', attempt: 0, at: 0, instances: [id], refused: undefined }),
    recorded(to, group, { type: 'proven', instances: [id], protect: true }),
  ];
}

t.test('how long instances take is the median of the last ones, less the time they were looked at', (t) => {
  const facts = [...launch('i-1', 0, 50), ...launch('i-2', 100, 140), ...launch('i-3', 200, 300)];
  t.same(bootOf(facts, 'web', 10_000), { takes: 40_000, known: 3 });
  t.end();
});

t.test('each group has its own; a fact that names none is of the only one', (t) => {
  const facts = [
    ...launch('i-1', 0, 50, 'web'),
    ...launch('i-2', 0, 500, 'workers'),
    ...launch('i-3', 0, 60),
  ];
  t.same(bootOf(facts, 'workers', 0).known, 2);
  t.same(bootOf(facts, 'web', 0), { takes: 60_000, known: 2 });
  t.end();
});

t.test('where nothing is known it is a guess, and says so', (t) => {
  t.same(bootOf([], 'web', 0), { takes: 90_000, known: 0 });
  t.same(bootOf(launch('i-1', 0, 50).slice(1), 'web', 0).known, 0, 'nor of one whose launch is not known');
  t.end();
});
