import t from 'tap';
import { imageName } from '../../../bake/image/name.ts';
import { atWork, isDead, LONGEST_BAKE, NAMED_BY_A_RUN, newRun, runIn } from '../../../bake/image/run.ts';
import { orderOf } from './order.ts';

const noon = Date.parse('2026-11-21T12:00:00Z');

t.test('a run says when it began, and no two are the same', (t) => {
  t.match(newRun(noon), /^b-20261121120000-[0-9a-f]{6}-[0-9a-f]{6}$/);
  t.not(newRun(noon), newRun(noon));
  t.end();
});

t.test('a run of this machine is dead as soon as nobody is at it', async (t) => {
  const run = newRun(noon);
  await atWork(run, async () => {
    t.notOk(await isDead(run, noon));
    t.notOk(await isDead(run, noon + 2 * LONGEST_BAKE), 'however long it takes');
  });
  t.ok(await isDead(run, noon));
});

t.test('a run from elsewhere is dead once no bake goes on for so long', async (t) => {
  const run = 'b-20261121120000-000000-a1b2c3';
  t.notOk(await isDead(run, noon));
  t.notOk(await isDead(run, noon + LONGEST_BAKE));
  t.ok(await isDead(run, noon + LONGEST_BAKE + 1));
});

t.test('what is no run is never dead', async (t) => {
  for (const other of ['', 'b-1', 'production', 'b-20269921120000-000000-a1b2c3'])
    t.notOk(await isDead(other, noon * 2), other);
});

t.test("an image's name ends in its run, is taken by EC2, and is found by the pattern", (t) => {
  const run = newRun(noon);
  const pattern = new RegExp(`^${NAMED_BY_A_RUN.replaceAll('*', '.*').replaceAll('?', '.')}$`);
  for (const version of ['1.2.0', '1.2.0+3.gabcdef1', '1:2.0~rc1', 'x'.repeat(300)]) {
    const name = imageName(orderOf({ version }), run);
    t.equal(runIn(name), run, name);
    t.match(name, /^[A-Za-z0-9./_-]{3,128}$/);
    t.match(name, pattern);
  }
  t.equal(runIn('debian-12-amd64-20261121'), undefined);
  t.end();
});
