import t from 'tap';
import { crashIn } from '../../roll/crash.ts';

const ENDED = (result: string, restarts: number) =>
  `Nov 21 hello.service ended: ${result} (exited 1), restarts so far: ${restarts}\n`;

t.test('a unit that ended three times has crashed', (t) => {
  const text = [0, 1, 2].map((n) => ENDED('exit-code', n)).join('');
  t.equal(crashIn(text), 'its unit ended 3 times: exit-code (exited 1)');
  t.end();
});

t.test('a unit that ended twice, or well, has not', (t) => {
  t.equal(crashIn([0, 1].map((n) => ENDED('exit-code', n)).join('')), undefined);
  t.equal(crashIn([0, 1, 2, 3].map((n) => ENDED('success', n)).join('')), undefined);
  t.equal(crashIn(''), undefined);
  t.end();
});
