import t from 'tap';
import { lockSpace } from '../../world/lock-space.ts';
import { isLocked, withLock } from '../../world/lock.ts';

t.test('who looks sees that a lock is held, and that it is not, and holds nothing by looking', async (t) => {
  const name = `test ${process.pid}`;
  t.notOk(await isLocked(name));
  await withLock(name, async () => {
    t.ok(await isLocked(name));
    t.notOk(await isLocked(`${name} other`));
  });
  t.notOk(await isLocked(name));
});

t.test('the processes of this machine have one name for where locks hold', (t) => {
  t.match(lockSpace(), /^[0-9a-f]{6}$/);
  t.equal(lockSpace(), lockSpace());
  t.end();
});
