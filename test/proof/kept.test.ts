import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';

import { scratch } from '../bake/checkout.ts';
import { keepingIn } from './kept.ts';

const FOUND = { counts: { requests: 7 }, failures: [], commit: 'abc1234', seconds: 2 };

t.test('what was found is there for whoever goes on, point by point', (t) => {
  const path = join(scratch(t), 'below', 'proof.ndjson');
  const first = keepingIn(path);
  t.equal(first.of('kills'), undefined, 'nothing was begun');
  first.plan('kills', { seed: 5, runs: 3 }, false);
  first.keep('kills', '1', FOUND);
  first.keep('kills', '2', { ...FOUND, failures: ['2 requests failed'] });
  first.plan('worlds', { seed: 9, runs: 1 }, false);

  const again = keepingIn(path).of('kills');
  t.strictSame(again?.plan, { seed: 5, runs: 3 });
  t.strictSame([...(again?.points.keys() ?? [])], ['1', '2'], 'other parts have their own');
  t.strictSame(again?.points.get('2')?.failures, ['2 requests failed']);
  t.end();
});

t.test('more runs of the same seed go on; another seed, or anew, begins again', (t) => {
  const keeping = keepingIn(join(scratch(t), 'proof.ndjson'));
  const points = () => keeping.of('kills')?.points.size;
  keeping.plan('kills', { seed: 5, runs: 3 }, false);
  keeping.keep('kills', '1', FOUND);
  keeping.plan('kills', { seed: 5, runs: 30 }, false);
  t.equal(points(), 1);
  keeping.plan('kills', { seed: 5, runs: 30 }, true);
  t.equal(points(), 0, 'anew');
  keeping.keep('kills', '1', FOUND);
  keeping.plan('kills', { seed: 6, runs: 30 }, false);
  t.equal(points(), 0, 'another seed');
  t.end();
});

t.test('a line that a kill cut short is no point, and spoils no other', (t) => {
  const path = join(scratch(t), 'proof.ndjson');
  const keeping = keepingIn(path);
  keeping.plan('kills', { seed: 5, runs: 3 }, false);
  keeping.keep('kills', '1', FOUND);
  appendFileSync(path, '{"type":"point","part":"kills","poi');
  t.strictSame([...(keepingIn(path).of('kills')?.points.keys() ?? [])], ['1']);
  keeping.keep('kills', '2', FOUND);
  t.strictSame([...(keepingIn(path).of('kills')?.points.keys() ?? [])], ['1', '2']);
  t.match(readFileSync(path, 'utf8'), /\n$/);
  t.end();
});
