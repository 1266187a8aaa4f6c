import { setTimeout as pause } from 'node:timers/promises';

import type { Command, Ended } from '../../../demo/command.ts';
import { chance } from '../chance.ts';
import type { Found, Part, Plan, Scene } from '../part.ts';
import { keepEvidence, narration, type Narration } from './evidence.ts';
import { expectDone, type Ground, openGround, SIZE } from './ground.ts';
import { calledAs, judged } from './judged.ts';
import { lastLine } from './last-line.ts';
import { imageOf } from './scenery.ts';
import { notAsBefore, watch, type Watched } from './watch.ts';

/** By these names the region's event log tells their calls. */
const SLEEPER = 'sleeper';
const NEXT = 'next';

/** Drivers that are stopped, superseded, and woken while the new one drives: counted by caller, from the region's event log. */
export const sleepers: Part = {
  name: 'sleepers',
  what: `On the local region, ${SIZE} instances of hello under traffic: the driver of a roll is stopped with SIGSTOP at a random moment and superseded, in turn by \`rollback --take-over\` and by the same roll once its lease has run out; as soon as the new driver acts it is woken. It lands at most the one call that was on the wire, and exits 11; the new one comes to its goal, and the judge of rolls finds nothing in the region’s event log.`,
  runs: 20,
  points: ({ runs }) => Array.from({ length: runs }, (_, index) => String(index + 1)),
  open: openSleepers,
};

async function openSleepers({ seed }: Plan): Promise<Scene> {
  const ground = await openGround('proof-sleepers', 'database');
  try {
    const { from, to, ...ended } = await ground.dev.bakeroll('roll', 'dev', 'v2');
    expectDone({ from, to, ...ended });
    return {
      run: (point) => {
        const how = Number(point) % 2 === 1 ? 'take-over' : 'lease';
        return supersede(ground, point, how, (to - from) * chance(seed, point));
      },
      close: ground.close,
    };
  } catch (error) {
    await ground.close();
    throw error;
  }
}

interface Race {
  /** The driver that was stopped; it may have come to its end before that. */
  readonly stopped: Ended;
  readonly wasStopped: boolean;
  readonly next: Ended | undefined;
  /** What it wrote to AWS after it was woken. */
  readonly writes: readonly string[];
  readonly said: string;
}

/** @param moment milliseconds from the start of the driver's process until it is stopped */
async function supersede(
  ground: Ground,
  point: string,
  how: 'take-over' | 'lease',
  moment: number,
): Promise<Found> {
  await ground.settled();
  const { serves, other } = await ground.releases();
  let race: Race | undefined;
  const heard = { [SLEEPER]: narration(), [NEXT]: narration() };
  const watched = await watch(ground, async () => {
    const words =
      how === 'take-over'
        ? ['rollback', 'dev', serves, '--take-over', '--message', 'the proof']
        : ['roll', 'dev', other, '--lock-wait', '60'];
    race = await run(ground, other, moment, { words, heard });
  });
  keepEvidence(`sleepers/${point}`, ground.region, watched, heard);
  // A rollback freezes the environment.
  expectDone(await ground.dev.bakeroll('unlock', 'dev', '--message', 'the proof goes on'));
  if (race === undefined) throw new Error('there was no race');
  // Where nothing had begun yet there was nothing to supersede: then the one that was woken has the environment for itself.
  const back = how === 'take-over' && race.next !== undefined && drove(race.next);
  const verdicts = judged(ground, watched, {
    drivers: [SLEEPER, NEXT],
    kind: back ? 'rollback' : 'roll',
    image: await imageOf(ground.stage, back ? serves : other),
    end: { exit: (race.next !== undefined && drove(race.next) ? race.next : race.stopped).exit },
  });
  const found = foundIn(watched, race, how, moment);
  return { ...found, failures: [...found.failures, ...verdicts] };
}

interface Next {
  /** What supersedes the one that was stopped. */
  readonly words: readonly string[];
  readonly heard: Readonly<Record<typeof SLEEPER | typeof NEXT, Narration>>;
}

async function run(ground: Ground, release: string, moment: number, { words, heard }: Next): Promise<Race> {
  const lines: string[] = [];
  const hear = (line: string) => {
    lines.push(line);
    heard[SLEEPER].hear(line);
  };
  const first = ground.dev.begin(['roll', 'dev', release], hear, calledAs(SLEEPER));
  await Promise.race([pause(moment), first.ended]);
  const wasStopped = first.process.exitCode === null && first.process.kill('SIGSTOP');
  const said = lines.at(-1) ?? 'nothing yet';
  if (!wasStopped) return { stopped: await first.ended, wasStopped, next: undefined, writes: [], said };
  return {
    wasStopped,
    ...(await wakeUnder(ground, first, words, heard[NEXT])),
    stopped: await first.ended,
    said,
  };
}

/** Starts the new driver, and wakes the other one as soon as it acts. @returns it, and what the other one wrote from then on */
async function wakeUnder(ground: Ground, first: Command, words: readonly string[], { hear }: Narration) {
  const acts = Promise.withResolvers<undefined>();
  const next = ground.dev.begin(
    words,
    (line) => {
      hear(line);
      if (ACTS.test(line)) acts.resolve(undefined);
    },
    calledAs(NEXT),
  );
  await Promise.race([acts.promise, next.ended]);
  const woken = Date.now();
  first.process.kill('SIGCONT');
  const end = await next.ended;
  const writes = ground.stage
    .events()
    .flatMap((event) =>
      event.type === 'request' && event.write && event.app === SLEEPER && event.at >= woken
        ? [event.action]
        : [],
    );
  return { next: end, writes };
}

/** What a driver says when it drives. */
const ACTS = /^roll +(begins|sets|launches|waits|ends|proven|protects|makes|goes back)/;

function foundIn(
  watched: Watched,
  { stopped, wasStopped, next, writes, said }: Race,
  how: string,
  moment: number,
): Found {
  const { requests, failed, failures, least } = watched;
  return {
    counts: {
      requests: requests.length,
      'failed requests': failed,
      'least healthy': least,
      'stopped and superseded': wasStopped ? 1 : 0,
      'late calls': writes.length,
      'most late calls of one': writes.length,
    },
    failures: [
      ...(exitsOf(stopped, wasStopped).includes(stopped.exit)
        ? []
        : [`the stopped one exited ${stopped.exit}: ${lastLine(stopped)}`]),
      ...(next === undefined || next.exit === 0
        ? []
        : [`the new one exited ${next.exit}: ${lastLine(next)}`]),
      ...(writes.length <= 1 ? [] : [`${writes.length} calls came late: ${writes.join(', ')}`]),
      ...(failed === 0 ? [] : [`requests failed: ${failures.join(', ')}`]),
      ...(least >= SIZE ? [] : [`${least} were healthy`]),
      ...notAsBefore(watched),
    ],
    note: `${how}, stopped after ${(moment / 1000).toFixed(1)} s: ${said}${writes.length === 0 ? '' : `; late: ${writes.join(', ')}`}`,
  };
}

/** One that was stopped before it had the lease is refused; one that had recorded its end is done. */
function exitsOf({ said, answer }: Ended, wasStopped: boolean): readonly number[] {
  if (!wasStopped || / serves on dev: /.test(answer)) return [0];
  return drove({ said }) ? [11] : [4];
}

/** Whether it had the lease: who is refused, or has nothing to do, says nothing of a roll. */
function drove({ said }: Pick<Ended, 'said'>): boolean {
  return /^roll /m.test(said);
}
