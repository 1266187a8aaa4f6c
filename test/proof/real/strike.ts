import { setTimeout as pause } from 'node:timers/promises';

import { regionBreak, regionHeal } from '../../../cli/region.ts';
import type { Command, Ended } from '../../../demo/command.ts';
import { realWorld } from '../../../world/real.ts';
import { groupNow } from '../../system/group.ts';
import type { Found } from '../part.ts';
import { type Blow, SAYS } from './blow.ts';
import { type Ground, SIZE } from './ground.ts';
import { tollOf } from './killed.ts';
import { calledAs, judged } from './judged.ts';
import { lastLine } from './last-line.ts';
import { imageOf, sceneryNow } from './scenery.ts';
import { notAsBefore, watch, type Watched } from './watch.ts';

const world = realWorld(() => undefined);

/** A driver that has not ended by then never will: milliseconds. */
const ENOUGH = 8 * 60_000;

/** Rolls to the other release, strikes, heals when the roll has ended, and brings the group to its goal where it is not. */
export async function strikeOne(ground: Ground, blow: Blow): Promise<Found> {
  await ground.settled();
  const { other } = await ground.releases();
  const roll = ['roll', 'dev', other, '--lock-wait', '60'];
  let ended: Ended | undefined;
  const watched = await watch(ground, async () => {
    ended = await rollStruck(ground, blow, other, roll).finally(() => healAll(ground));
  });
  if (ended === undefined) throw new Error('the roll has no end');
  const left = await recover(ground, roll, ended, watched);
  const serves = (await ground.releases()).serves === other ? 'the new release' : 'what served before';
  const verdicts = judged(ground, watched, {
    drivers: ['driver'],
    image: await imageOf(ground.stage, other),
    end: { exit: ended.exit },
    ...(blow.lag === undefined ? {} : { lag: blow.lag }),
    ...(blow.soak === undefined ? {} : { soak: blow.soak }),
  });
  return foundIn(blow, watched, ended, [...left, ...verdicts], serves);
}

async function rollStruck(
  ground: Ground,
  blow: Blow,
  release: string,
  roll: readonly string[],
): Promise<Ended> {
  let struck: Promise<void> | undefined;
  const strike = () => (struck ??= breakNow(ground, blow, release));
  if (blow.when === 'before') await strike();
  const command = ground.dev.begin(
    [...roll, ...(blow.flags ?? [])],
    (line) => {
      if (blow.when !== 'before' && SAYS[blow.when].test(line)) void strike();
    },
    calledAs('driver'),
  );
  const ended = await withEnd(command);
  await struck;
  return ended;
}

async function breakNow(ground: Ground, blow: Blow, release: string): Promise<void> {
  const words = blow.words(await sceneryNow(ground, release));
  const { seconds, times } = blow;
  await regionBreak(world, ground.region, [blow.kind, ...words], { seconds, times });
}

async function healAll({ region }: Ground): Promise<void> {
  await regionHeal(world, region, []);
}

async function withEnd(command: Command): Promise<Ended> {
  const timer = setTimeout(() => command.process.kill('SIGKILL'), ENOUGH);
  return command.ended.finally(() => {
    clearTimeout(timer);
  });
}

/** What is mixed or unfinished is resumed by the same command. @returns what is not as before once all has ended, in words */
async function recover(
  ground: Ground,
  roll: readonly string[],
  { exit }: Ended,
  watched: Watched,
): Promise<string[]> {
  const isEnd = [0, 3, 8, 10].includes(exit);
  const resumed = isEnd ? undefined : await ground.dev.bakeroll(...roll);
  await ground.settled();
  // The group lists an instance that ended for a moment longer than its target.
  await pause(2_000);
  const after = await groupNow(ground.stage.cloud, ground.dev.group);
  return [
    ...(resumed === undefined || resumed.exit === 0
      ? []
      : [`the same again ended with ${resumed.exit}: ${lastLine(resumed)}`]),
    ...notAsBefore({ ...watched, after }),
  ];
}

function foundIn(blow: Blow, watched: Watched, ended: Ended, left: string[], serves: string): Found {
  const { requests, failed, failures, least, launched } = watched;
  const { exits, healthy = SIZE } = blow;
  const expected = [3, 8].includes(ended.exit) ? 'what served before' : 'the new release';
  const toll = blow.users === 'the killed' ? tollOf(watched.events, requests, SIZE) : undefined;
  const [note, ...unpaid] = usersOf(blow, watched, toll);
  return {
    counts: { requests: requests.length, 'failed requests': failed },
    failures: [
      ...(exits.includes(ended.exit) ? [] : [`expected exit ${exits.join(' or ')}: ${blow.why}`]),
      ...(least >= healthy ? [] : [`${least} were healthy`]),
      ...(blow.launched === undefined || launched === blow.launched
        ? []
        : [`${launched} were launched, and ${blow.launched} were to be`]),
      ...(serves === expected ? [] : [`${serves} serves`]),
      ...(failed > 0 && blow.users === undefined ? [`requests failed: ${failures.join(', ')}`] : []),
      ...unpaid,
      ...left,
    ],
    note: `exit ${ended.exit} after ${((ended.to - ended.from) / 1000).toFixed(1)} s: ${lastLine(ended)}; least healthy ${least}${note ?? ''}`,
  };
}

/** What users noticed, and then what of it they should not have. */
function usersOf(
  blow: Blow,
  { failed, failures }: Watched,
  toll: ReturnType<typeof tollOf> | undefined,
): string[] {
  if (blow.users === undefined) return [];
  if (toll === undefined) return [`; requests failed: ${failures.join(', ') || 'none'}`];
  const { died, sentTo, elsewhere } = toll;
  return [
    `; ${died} died, at most ${sentTo} requests were sent to them until the load balancer knew, ${failed} failed`,
    ...(failed <= sentTo
      ? []
      : [`${failed} requests failed, and ${sentTo} at most were sent to those that died`]),
    ...(elsewhere === 0 ? [] : [`${elsewhere} requests failed that were sent at another time`]),
  ];
}
