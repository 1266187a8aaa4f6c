import t, { type Test } from 'tap';
import type { Fact } from '../../ledger/facts.ts';
import { realClock, type Clock } from '../../world/clock.ts';
import { testServer } from '../postgres.ts';
import { opened } from './opened.ts';
import { handClock } from './hand-clock.ts';

const server = await testServer(t);
const fact: Fact = { type: 'step-began', step: 'roll' };

/** Two who may drive `dev`, each with a ledger of its own; time passes for both by `clock`. */
async function rivals(t: Test, clock: Clock = realClock) {
  const url = await server.database();
  const { ledger: anna, database } = await opened(t, url, { clock });
  const { ledger: ben } = await opened(t, url, { clock });
  /** The life of the lease ends, by the clock that counts: the database's. */
  const expire = () => database.query('update bakeroll.lease set expires_at = clock_timestamp()');
  return { url, database, anna, ben, expire };
}

t.test('one drives an environment, and the other is told who, since when and with which roll', async (t) => {
  const { anna, ben } = await rivals(t);
  const lease = await anna.acquire('dev', { who: 'anna@laptop', roll: 'r-7' });
  t.teardown(() => lease.giveUp());
  await t.rejects(ben.acquire('dev', { who: 'ben' }), {
    code: 'held',
    what: /^dev is driven by anna@laptop, roll r-7, since \d\d:\d\d:\d\d UTC$/,
    why: /one that is gone is forgotten at \d\d:\d\d:\d\d UTC$/,
    next: 'bakeroll status dev',
  });
  t.match(await ben.holder('dev'), { who: 'anna@laptop', roll: 'r-7', token: 1 });
  t.equal(await ben.holder('production'), undefined);
  const elsewhere = await ben.acquire('production', { who: 'ben' });
  await elsewhere.giveUp();
});

t.test('of ten who reach for it at once one gets it', async (t) => {
  const url = await server.database();
  const all = await Promise.all(Array.from({ length: 10 }, () => opened(t, url)));
  const claims = await Promise.allSettled(
    all.map(({ ledger }, index) => ledger.acquire('dev', { who: `rival ${index}` })),
  );
  const won = claims.flatMap((claim) => (claim.status === 'fulfilled' ? [claim.value] : []));
  t.equal(won.length, 1);
  await Promise.all(won.map((lease) => lease.giveUp()));
});

t.test('given up, it is free at once, and the next fence is higher', async (t) => {
  const { anna, ben } = await rivals(t);
  const first = await anna.acquire('dev', { who: 'anna' });
  await first.giveUp();
  await first.giveUp();
  t.equal(await ben.holder('dev'), undefined);
  const second = await ben.acquire('dev', { who: 'ben' });
  t.ok(second.token > first.token);
  await first.giveUp();
  t.match(await anna.holder('dev'), { who: 'ben' }, "a late giving up does not free another's lease");
  await second.giveUp();
});

t.test('who waits gets it when it is given up', async (t) => {
  const free = Promise.withResolvers<undefined>();
  const asked = Promise.withResolvers<undefined>();
  const clock: Clock = {
    ...realClock,
    sleep: (duration, signal) => {
      if (signal !== undefined) return realClock.sleep(duration, signal);
      asked.resolve(undefined);
      return free.promise;
    },
  };
  const { anna, ben } = await rivals(t, clock);
  const first = await anna.acquire('dev', { who: 'anna' });
  const waiting = ben.acquire('dev', { who: 'ben' }, { wait: 60_000 });
  await asked.promise;
  await first.giveUp();
  free.resolve(undefined);
  const second = await waiting;
  t.match(await anna.holder('dev'), { who: 'ben' });
  await second.giveUp();
});

t.test('what a driver records carries its fence', async (t) => {
  const { anna, database } = await rivals(t);
  const lease = await anna.acquire('dev', { who: 'anna' });
  await lease.record(fact, 'r-1');
  t.same(await database.query('select token::int as token, roll, environment from bakeroll.fact'), [
    { token: lease.token, roll: 'r-1', environment: 'dev' },
  ]);
  await lease.giveUp();
});

t.test('after a takeover the old driver writes nothing more, and is told who drives', async (t) => {
  const { anna, ben } = await rivals(t);
  const old = await anna.acquire('dev', { who: 'anna', roll: 'r-1' });
  await old.record(fact, 'r-1');
  const taken = await ben.acquire('dev', { who: 'ben', roll: 'r-2' }, { takeOver: true });
  t.ok(taken.token > old.token);
  await t.rejects(old.record(fact, 'r-1'), { code: 'lease-lost', what: /ben, roll r-2, since/ });
  t.ok(old.signal.aborted);
  t.throws(
    () => {
      old.assertHeld();
    },
    { code: 'lease-lost' },
  );
  await taken.record(fact, 'r-2');
  t.same(
    (await ben.facts({ environment: 'dev' })).map(({ roll }) => roll),
    ['r-1', 'r-2'],
  );
  await taken.giveUp();
});

t.test('a driver whose lease ran out writes nothing, also when nobody took it', async (t) => {
  const { anna, expire } = await rivals(t);
  const lease = await anna.acquire('dev', { who: 'anna' });
  await expire();
  await t.rejects(lease.record(fact, 'r-1'), { code: 'lease-lost' });
  t.same(await anna.facts({ environment: 'dev' }), []);
  await lease.giveUp();
});

t.test('signs of life keep the lease as long as the driver lives', async (t) => {
  const clock = handClock();
  const { anna, database } = await rivals(t, clock);
  const lease = await anna.acquire('dev', { who: 'anna' });
  for (let beat = 0; beat < 10; beat += 1) {
    await database.query("update bakeroll.lease set expires_at = clock_timestamp() + interval '1 s'");
    await clock.pass(5_000);
    await t.resolves(untilTrue(async () => ((await anna.holder('dev'))?.until ?? 0) - Date.now() > 20_000));
  }
  t.notOk(lease.signal.aborted, 'after 50 s, of which the lease alone lives 30');
  lease.assertHeld();
  await lease.giveUp();
});

t.test('a driver learns by its next sign of life that it was taken over', async (t) => {
  const clock = handClock();
  const { anna, ben } = await rivals(t, clock);
  const old = await anna.acquire('dev', { who: 'anna' });
  const taken = await ben.acquire('dev', { who: 'ben' }, { takeOver: true });
  const aborted = new Promise((resolve) => {
    old.signal.addEventListener('abort', resolve);
  });
  await clock.pass(5_000);
  await aborted;
  t.match(old.signal.reason, { code: 'lease-lost', what: /ben, since/ });
  await taken.giveUp();
});

t.test('a driver cut off from the ledger stops before anybody else may start', async (t) => {
  const clock = handClock();
  const { anna, database } = await rivals(t, clock);
  const lease = await anna.acquire('dev', { who: 'anna' });
  await database.close();
  await clock.pass(20_000);
  t.notOk(lease.signal.aborted);
  lease.assertHeld();
  await clock.pass(1_000);
  t.ok(lease.signal.aborted, 'after 21 of 30 s');
  t.match(lease.signal.reason, { code: 'lease-lost', why: /cut off/ });
  await lease.giveUp();
});

t.test('a driver that was stopped for a while knows it before it acts', async (t) => {
  const clock = handClock();
  const { anna } = await rivals(t, clock);
  const lease = await anna.acquire('dev', { who: 'anna' });
  clock.leap(25_000);
  t.throws(
    () => {
      lease.assertHeld();
    },
    { code: 'lease-lost' },
  );
  await lease.giveUp();
});

/** Resolves when `holds` does; the test's own time limit ends it otherwise. */
async function untilTrue(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await realClock.sleep(5);
}
