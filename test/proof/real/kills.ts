import { setTimeout as pause } from 'node:timers/promises';

import type { Command, Ended } from '../../../demo/command.ts';
import { chance } from '../chance.ts';
import type { Found, Part, Plan, Scene } from '../part.ts';
import { expectDone, type Ground, openGround, SIZE } from './ground.ts';
import { calledAs, judged } from './judged.ts';
import { lastLine } from './last-line.ts';
import { imageOf } from './scenery.ts';
import { notAsBefore, watch, type Watched } from './watch.ts';

/** Thirty rolls of six instances under traffic, between two images that are there, each killed once and resumed. */
export const kills: Part = {
  name: 'kills',
  what: `On the local region, ${SIZE} instances of hello under traffic: the driver of a roll is killed with SIGKILL at a random moment, and the same command is typed again. No request fails, never are fewer than ${SIZE} healthy, every setting is what it was, nothing is launched twice; the judge of rolls finds nothing in the region’s event log.`,
  runs: 30,
  points: ({ runs }) => Array.from({ length: runs }, (_, index) => String(index + 1)),
  open: openKills,
};

async function openKills({ seed }: Plan): Promise<Scene> {
  const ground = await openGround('proof-kills', 'embedded');
  try {
    // One that nobody disturbs says how long they take: the kills are spread over that time.
    const { dev } = ground;
    const { from, to, ...ended } = await dev.bakeroll('roll', 'dev', 'v2');
    expectDone({ from, to, ...ended });
    return { run: (point) => killOne(ground, (to - from) * chance(seed, point)), close: ground.close };
  } catch (error) {
    await ground.close();
    throw error;
  }
}

/** @param moment milliseconds from the start of the driver's process to its end */
async function killOne(ground: Ground, moment: number): Promise<Found> {
  await ground.settled();
  const { other } = await ground.releases();
  const words = ['roll', 'dev', other, '--lock-wait', '60'];
  let [killed, resumed]: (Ended | undefined)[] = [];
  const watched = await watch(ground, async () => {
    killed = await killedAfter(ground.dev.begin(words, undefined, calledAs('first')), moment);
    if (killed.exit === SIGKILLED)
      resumed = await ground.dev.begin(words, undefined, calledAs('second')).ended;
  });
  const image = await imageOf(ground.stage, other);
  const found = foundIn(watched, killed, resumed, moment);
  const exit = found.exit ?? 1;
  const verdicts = judged(ground, watched, { drivers: ['first', 'second'], image, end: { exit } });
  const { counts, note = '' } = found;
  return { counts, note, failures: [...found.failures, ...verdicts] };
}

const NOTHING = { answer: '', said: '' };

/** As a shell says it. */
const SIGKILLED = 128 + 9;

async function killedAfter(command: Command, moment: number): Promise<Ended> {
  const over = new AbortController();
  const waited = pause(moment, undefined, { signal: over.signal }).then(
    () => command.process.kill('SIGKILL'),
    () => undefined,
  );
  const ended = await command.ended;
  over.abort();
  await waited;
  return ended;
}

function foundIn(
  watched: Watched,
  killed: Ended | undefined,
  resumed: Ended | undefined,
  moment: number,
): Found & { readonly exit: number | undefined } {
  const { requests, failed, failures, least, launched } = watched;
  const exit = (resumed ?? killed)?.exit;
  const wasKilled = killed?.exit === SIGKILLED;
  return {
    exit,
    counts: {
      requests: requests.length,
      'failed requests': failed,
      'least healthy': least,
      kills: wasKilled ? 1 : 0,
      'rolls taken up': resumed?.said.includes('takes up r-') ? 1 : 0,
    },
    failures: [
      ...(exit === 0
        ? []
        : [`it ended with ${exit ?? 'nothing'}: ${lastLine(resumed ?? killed ?? NOTHING)}`]),
      ...(failed === 0 ? [] : [`requests failed: ${failures.join(', ')}`]),
      ...(least >= SIZE ? [] : [`${least} were healthy`]),
      ...(launched === SIZE ? [] : [`${launched} were launched`]),
      ...notAsBefore(watched),
    ],
    note: wasKilled
      ? `killed after ${(moment / 1000).toFixed(1)} s: ${lastLine(killed)}`
      : `done before ${(moment / 1000).toFixed(1)} s were over`,
  };
}
