import { setTimeout as pause } from 'node:timers/promises';

import { regionBreak, regionHeal } from '../../../cli/region.ts';
import type { Command, Ended } from '../../../demo/command.ts';
import { realWorld } from '../../../world/real.ts';
import { groupNow } from '../../system/group.ts';
import type { Found } from '../part.ts';
import { type Blow, SAYS } from './blow.ts';
import { keepEvidence, narration } from './evidence.ts';
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
  let struck: Struck | undefined;
  const driver = narration();
  const watched = await watch(ground, async () => {
    struck = await rollStruck(ground, blow, [other, roll], driver.hear).finally(() => healAll(ground));
  });
  keepEvidence(`faults/${blow.name}`, ground.region, watched, { driver });
  if (struck === undefined) throw new Error('the roll has no end');
  const { ended, inTime } = struck;
  const left = [
    ...(inTime ? [] : [`it never struck: nothing was said of ${blow.when}`]),
    ...(await recover(ground, roll, ended, watched)),
  ];
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

interface Struck {
  readonly ended: Ended;
  /** Whether its moment came. */
  readonly inTime: boolean;
}

async function rollStruck(
  ground: Ground,
  blow: Blow,
  [release, roll]: readonly [string, readonly string[]],
  hear: (line: string) => void,
): Promise<Struck> {
  let struck: Promise<void> | undefined;
  const strike = () => (struck ??= breakNow(ground, blow, release));
  if (blow.when === 'before') await strike();
  const command = ground.dev.begin(
    [...roll, ...(blow.flags ?? [])],
    (line) => {
      hear(line);
      if (blow.when === 'before' || struck !== undefined || !SAYS[blow.when].test(line)) return;
      // Nothing more is done before the region is broken: the driver holds its breath for that long.
      command.process.kill('SIGSTOP');
      const goOn = () => command.process.kill('SIGCONT');
      void strike().then(goOn, goOn);
    },
    calledAs('driver'),
  );
  const ended = await withEnd(command);
  await struck;
  return { ended, inTime: struck !== undefined };
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

/** What is mixed or unfinished is resumed by the same command, and what is left is tidied. @returns what is not as before once all has ended, in words */
async function recover(
  ground: Ground,
  roll: readonly string[],
  { exit }: Ended,
  watched: Watched,
): Promise<string[]> {
  const isEnd = [0, 3, 8, 10].includes(exit);
  const resumed = isEnd ? undefined : await ground.dev.bakeroll(...roll);
  const { exit: last } = resumed ?? { exit };
  const tidied = last === 10 ? await tidiedNow(ground) : undefined;
  await ground.settled();
  // The group lists an instance that ended for a moment longer than its target.
  await pause(2_000);
  const after = await groupNow(ground.stage.cloud, ground.dev.group);
  return [
    ...(tidied === undefined || tidied.exit === 0
      ? []
      : [`tidy ended with ${tidied.exit}: ${lastLine(tidied)}`]),
    ...(resumed === undefined || [0, 10].includes(resumed.exit)
      ? []
      : [`the same again ended with ${resumed.exit}: ${lastLine(resumed)}`]),
    ...notAsBefore({ ...watched, after }),
  ];
}

/** Those that drain are waited for: what is still on its way out when it is tidied is left by that, too. */
async function tidiedNow(ground: Ground): Promise<Ended> {
  await ground.drained();
  return ground.dev.bakeroll('tidy', 'dev');
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
