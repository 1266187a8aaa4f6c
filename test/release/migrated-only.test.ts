import t from 'tap';
import { stoppedAfter } from '../../release/migrated-only.ts';
import { Failure, UNTOUCHED } from '../../world/failure.ts';

const applied = [{ name: '0002_closing', sha256: 'a', millis: 12 }];

function unfit(state: string): Failure {
  return new Failure({ code: 'group-unfit', what: 'There is no room.', state, next: 'make some' });
}

t.test('a roll that is stopped before its first effect, after migrations: the schema was touched', (t) => {
  t.throws(() => stoppedAfter(applied, unfit(UNTOUCHED)), {
    code: 'migrated-only',
    what: 'There is no room.',
    state: 'The instances are as they were; the database has expand/0002_closing now.',
    next: 'make some',
  });
  t.end();
});

t.test('what is told otherwise, or came without a migration, or is a fault of ours, stays as it is', (t) => {
  t.throws(() => stoppedAfter([], unfit(UNTOUCHED)), { code: 'group-unfit' });
  t.throws(() => stoppedAfter(applied, unfit('2 of 3 serve.')), { code: 'group-unfit' });
  t.throws(() => stoppedAfter(applied, new TypeError('ours')), new TypeError('ours'));
  t.end();
});
