import t from 'tap';
import { rolls } from '../../ledger/folds/rolls.ts';
import { status } from '../../ledger/folds/status.ts';
import { findRelease } from '../../release/find.ts';
import { abortRoll, pauseRoll, resumeRoll } from '../../release/move.ts';
import { rollTo } from '../../release/release.ts';
import { findBack } from '../../release/rollback.ts';
import type { Session } from '../../release/session.ts';
import { taggedPlace } from '../../release/tagged-groups.ts';
import { withTags } from '../../release/told-by-tags.ts';
import { ledgerOfTags } from '../../release/without-ledger.ts';
import { testServer } from '../postgres.ts';
import { stand } from './stand.ts';

t.setTimeout(240_000);
const server = await testServer(t);

async function scene(t: import('tap').Test) {
  const place = await stand(t, await server.database());

  /** As a command with `--no-ledger` opens it. */
  async function alone(by: string, parts: Partial<Session> = {}, named?: string): Promise<Session> {
    const session = await place.session(by, parts);
    return { ...session, alone: true, ledger: await ledgerOfTags(taggedPlace(session), named) };
  }
  /** As a command with the ledger opens it. */
  async function beside(by: string): Promise<Session> {
    const session = await place.session(by);
    return { ...session, ledger: withTags(session.ledger, taggedPlace(session)) };
  }
  /** A roll with the ledger that is stopped when it has launched. */
  async function brokenOff(number: number) {
    const stop = new AbortController();
    const anna = await place.session('anna', { signal: stop.signal });
    await anna.ledger.nextRelease();
    const release = await place.release(number);
    const rolled = rollTo(anna, { release, kind: 'roll', why: undefined });
    await until(async () => (await typesOf(anna)).includes('launched'));
    stop.abort('SIGTERM');
    const { roll } = await rolled;
    return { roll, release, image: Object.values(release.image)[0] ?? '' };
  }
  return { ...place, alone, beside, brokenOff };
}

/** Long enough in the region's time for somebody in his own to ask. */
const SLOW: Partial<Session> = { overrides: { soak: 1_200_000 } };

/** One who does not wait long, for he waits in his own time. */
function quick(session: Session): Session {
  const { config } = session;
  return { ...session, config: { ...config, roll: { ...config.roll, tick: 100 } } };
}

async function typesOf({ ledger, name }: Session): Promise<string[]> {
  const facts = await ledger.facts({ environment: name });
  return facts.map(({ fact }) => (fact.type === 'roll-fact' ? fact.fact.type : fact.type));
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resume) => setTimeout(resume, 5));
}

async function statusBy(session: Session) {
  return status(await session.ledger.facts({ environment: session.name }));
}

t.test('a roll that rests is resumed without the ledger, and the ledger is told how it ended', async (t) => {
  const { brokenOff, alone, beside, group } = await scene(t);
  const { roll, image } = await brokenOff(1);
  const moved = await resumeRoll(await alone('ben'), undefined);
  t.match(moved, {
    kind: 'drove',
    rolled: { exit: 0, roll, release: 1, outcome: { kind: 'done', left: [] } },
  });
  t.ok((await group()).images.every((one) => one === image));
  const cleo = await beside('cleo');
  t.match(
    await statusBy(cleo),
    { serves: { release: 1 }, unfinished: undefined },
    'before anybody drives it is seen',
  );
  await (await cleo.ledger.acquire('dev', { who: 'cleo' })).giveUp();
  const facts = await cleo.ledger.facts({ environment: 'dev', roll });
  t.match(facts.at(-1)?.fact, { type: 'roll-ended', outcome: 0 }, 'and then it is told');
});

t.test(
  'a roll that rests is aborted without the ledger: what served serves, and the ledger is told',
  async (t) => {
    const { brokenOff, alone, beside, group } = await scene(t);
    const { roll, image } = await brokenOff(1);
    const before = await group();
    t.match(await abortRoll(await alone('ben'), roll, false), { kind: 'drove', rolled: { exit: 8, roll } });
    const after = await group();
    t.notOk(after.images.includes(image));
    t.equal(after.images.length, before.images.length);
    const cleo = await beside('cleo');
    t.match(await statusBy(cleo), { unfinished: undefined });
    await (await cleo.ledger.acquire('dev', { who: 'cleo' })).giveUp();
    const [told] = rolls(await cleo.ledger.facts({ environment: 'dev' })).filter(({ id }) => id === roll);
    t.match(told?.standing, { at: 'went-back' });
    t.match(
      await abortRoll(await alone('ben'), undefined, false),
      { kind: 'none' },
      'typed twice it is so already',
    );
  },
);

t.test('another release takes over without the ledger what a dead roll began', async (t) => {
  const { brokenOff, alone, image, group, beside } = await scene(t);
  await brokenOff(1);
  const ben = await alone('ben');
  const next = image('next');
  const rolled = await rollTo(ben, { release: await findRelease(ben, next), kind: 'roll', why: undefined });
  t.match(rolled, { exit: 0, release: 0, outcome: { kind: 'done', left: [] } });
  t.ok((await group()).images.every((one) => one === next));
  const cleo = await beside('cleo');
  await (await cleo.ledger.acquire('dev', { who: 'cleo' })).giveUp();
  const { serves, unfinished } = await statusBy(await beside('cleo'));
  t.match(
    [serves?.image, unfinished],
    [next, undefined],
    'the ledger is told, and gives the image its number',
  );
  t.not(serves?.release, 0);
});

t.test('a rollback without the ledger goes to what served before, and freezes', async (t) => {
  const { session, release, alone, group, beside } = await scene(t);
  const anna = await session('anna');
  const [one, two] = [await release(1), await release(2)];
  for (const to of [one, two]) await rollTo(anna, { release: to, kind: 'roll', why: undefined });
  const ben = await alone('ben');
  t.match(await statusBy(ben), { serves: { release: 2 }, unfinished: undefined });
  const back = await findBack(ben, undefined);
  if (back.kind !== 'to') throw new Error('it goes nowhere');
  t.equal(back.release.release, 1);
  const rolled = await rollTo(ben, { release: back.release, kind: 'rollback', why: undefined });
  t.match(rolled, { exit: 0, release: 1 });
  t.ok((await group()).images.every((image) => image === Object.values(one.image)[0]));
  t.match(
    await findBack(await alone('ben'), undefined),
    { kind: 'already', release: 1 },
    'typed twice it goes back once',
  );
  t.match(await statusBy(await beside('cleo')), { serves: { release: 1 }, frozen: { roll: rolled.roll } });
  await t.rejects(rollTo(await alone('dora'), { release: two, kind: 'roll', why: undefined }), {
    code: 'frozen',
  });
  const cleo = await beside('cleo');
  await cleo.ledger.record({ type: 'unlocked', by: 'cleo' }, { environment: 'dev' });
  t.equal(
    (await statusBy(await alone('dora'))).frozen,
    undefined,
    'unlocked with the ledger it is so without it',
  );
});

t.test(
  'who drives with the ledger is paused and aborted by a tag, as long as the ledger is down for the asker alone',
  async (t) => {
    for (const [move, end] of [
      [(session: Session) => pauseRoll(session, undefined), { at: 'unfinished', exit: 12 }],
      [(session: Session) => abortRoll(session, undefined, false), { at: 'went-back', exit: 8 }],
    ] as const) {
      const { session, release, waiting } = await scene(t);
      const anna = await session('anna', SLOW);
      const rolled = rollTo(anna, { release: await release(1), kind: 'roll', why: undefined });
      await until(async () => (await typesOf(anna)).includes('launched'));
      const own = quick(await waiting('ben'));
      const ben = { ...own, alone: true, ledger: await ledgerOfTags(taggedPlace(own), undefined) };
      t.match(await move(ben), { kind: 'ended', roll: { standing: end } });
      t.match(await rolled, { exit: end.exit });
    }
  },
);

t.test(
  'a rollback without the ledger asks who drives for the way, and goes on when he has left',
  async (t) => {
    const { session, release, alone, group } = await scene(t);
    const anna = await session('anna');
    const [one, two] = [await release(1), await release(2)];
    await rollTo(anna, { release: one, kind: 'roll', why: undefined });
    const rolled = rollTo(await session('anna', SLOW), { release: two, kind: 'roll', why: undefined });
    await until(async () => (await typesOf(anna)).filter((type) => type === 'launched').length > 1);
    const ben = await alone('ben');
    const back = await rollTo(ben, { release: one, kind: 'rollback', why: undefined });
    t.match(back, { exit: 0, release: 1 });
    t.match(await rolled, { exit: 11, outcome: { kind: 'gave-way', because: 'it gave way to ben' } });
    t.ok((await group()).images.every((image) => image === Object.values(one.image)[0]));
  },
);

t.test(
  'while somebody drives, a roll without the ledger is refused: he takes its question off',
  async (t) => {
    const { session, release, waiting, said } = await scene(t);
    const stop = new AbortController();
    const anna = await session('anna', { ...SLOW, signal: stop.signal });
    const one = await release(1);
    const rolled = rollTo(anna, { release: one, kind: 'roll', why: undefined });
    await until(async () => (await typesOf(anna)).includes('launched'));
    const own = quick(await waiting('ben'));
    const ben = { ...own, alone: true, ledger: await ledgerOfTags(taggedPlace(own), undefined) };
    await t.rejects(resumeRoll(ben, undefined), { code: 'held', next: /--no-ledger/ });
    stop.abort('SIGTERM');
    t.match(await rolled, { exit: 12 }, 'and he goes on until he is told to stop');
    t.ok(said.some((line) => line.startsWith('ben: waits until bakeroll:ask is taken off')));
  },
);
