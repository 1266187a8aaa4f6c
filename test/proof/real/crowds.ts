import type { Command, Ended } from '../../../demo/command.ts';
import type { Found, Part, Scene } from '../part.ts';
import { keepEvidence, type Narration } from './evidence.ts';
import { type Ground, openGround, SIZE } from './ground.ts';
import { calledAs, judged } from './judged.ts';
import { lastLine } from './last-line.ts';
import { imageOf } from './scenery.ts';
import { lineUp } from './start-line.ts';
import { notAsBefore, watch, type Watched } from './watch.ts';

/** How many drivers race. */
const DRIVERS = 50;

/** Fifty drivers of one roll, each a process of its own, all at once. */
export const crowds: Part = {
  name: 'crowds',
  what: `On the local region, ${SIZE} instances of hello under traffic, the ledger in its database: ${DRIVERS} processes of \`bakeroll roll\`, each loaded and waiting, are let go at the same instant. Exactly one rolls; each other one exits 4 and says who drives. No request fails, never are fewer than ${SIZE} healthy, nothing is launched twice; the judge of rolls finds nothing in the region’s event log, for which the others are strangers.`,
  runs: 3,
  points: ({ runs }) => Array.from({ length: runs }, (_, index) => String(index + 1)),
  open: openCrowds,
};

async function openCrowds(): Promise<Scene> {
  const ground = await openGround('proof-crowds', 'database');
  return { run: (point) => crowd(ground, point), close: ground.close };
}

async function crowd(ground: Ground, point: string): Promise<Found> {
  await ground.settled();
  const { other } = await ground.releases();
  const drivers: Command[] = [];
  const line = await lineUp(DRIVERS, (index, variables) => {
    const known = { ...calledAs(`driver-${index}`), ...variables };
    const driver = ground.dev.begin(['roll', 'dev', other], undefined, known);
    drivers.push(driver);
    return driver;
  });
  let ends: Ended[] = [];
  const watched = await watch(ground, async () => {
    line.go();
    ends = await Promise.all(drivers.map(({ ended }) => ended));
  }).finally(line.close);
  keepEvidence(`crowds/${point}`, ground.region, watched, narrationsOf(ends));
  const winner = ends.findIndex(({ exit, answer }) => exit === 0 && !ALREADY.test(answer));
  const verdicts = judged(ground, watched, {
    drivers: [`driver-${winner}`],
    image: await imageOf(ground.stage, other),
    end: { exit: 0 },
  });
  const found = foundIn(watched, ends);
  return { ...found, failures: [...found.failures, ...verdicts] };
}

/** What each of them said. */
function narrationsOf(ends: readonly Ended[]): Record<string, Pick<Narration, 'lines'>> {
  return Object.fromEntries(
    ends.map(({ exit, said, answer }, index) => [
      `driver-${index}`,
      { lines: [`exit ${exit}`, ...said.split('\n'), ...answer.split('\n')] },
    ]),
  );
}

function foundIn(watched: Watched, ends: readonly Ended[]): Found {
  const { requests, failed, failures, least, launched } = watched;
  const rolled = ends.filter(({ exit, answer }) => exit === 0 && !ALREADY.test(answer));
  const late = ends.filter(({ exit, answer }) => exit === 0 && ALREADY.test(answer));
  const refused = ends.filter(({ exit, said }) => exit === 4 && DRIVEN.test(said));
  const others = ends.filter((end) => ![...rolled, ...late, ...refused].includes(end));
  const winner = rolled[0];
  return {
    counts: {
      drivers: ends.length,
      rolled: rolled.length,
      'refused with 4, saying who drives': refused.length,
      'came when it was done': late.length,
      requests: requests.length,
      'failed requests': failed,
      'least healthy': least,
    },
    failures: [
      ...(rolled.length === 1 ? [] : [`${rolled.length} rolled`]),
      ...others.map((end) => `one ended with ${end.exit}: ${lastLine(end)}`),
      ...(failed === 0 ? [] : [`requests failed: ${failures.join(', ')}`]),
      ...(least >= SIZE ? [] : [`${least} were healthy`]),
      ...(launched === SIZE ? [] : [`${launched} were launched`]),
      ...notAsBefore(watched),
    ],
    ...(winner === undefined
      ? {}
      : { note: `it rolled in ${((winner.to - winner.from) / 1000).toFixed(1)} s` }),
  };
}

/** Who comes when the roll has ended finds nothing to do. */
const ALREADY = /nothing to do/;

const DRIVEN = /^ {2}What +dev is driven by \S+, .*since \d\d:\d\d:\d\d UTC/m;
