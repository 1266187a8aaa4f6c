import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bakeroll, expectExit, type Ran } from './bakeroll.ts';
import { type Figures, figuresOf } from './figures.ts';
import { databasesOf, makeInfrastructure } from './region.ts';
import { clearStage, commitVersion, setStage, type Stage } from './stage.ts';
import { describeFigures, describeNext } from './table.ts';
import { startTraffic } from './traffic/traffic.ts';

/**
 * The main job, on the local region: v1 released where nothing has ever served; then, under steady traffic, v2 released,
 * v3 released (it is never healthy: the roll goes back by itself), and a rollback to v1.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      keep: { type: 'boolean', default: false },
      json: { type: 'string' },
      rate: { type: 'string', default: '200' },
    },
  });
  const began = Date.now();
  const stage = setStage();
  try {
    const figures = await play(stage, Number(values.rate), began);
    process.stdout.write(describeFigures(figures));
    if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(figures, undefined, 2) + '\n');
    if (values.keep) process.stdout.write(describeNext(stage));
    return figures.verdict.length === 0 ? 0 : 1;
  } finally {
    if (!values.keep) await strike(stage);
  }
}

const REGION = 'eu-local-1';

async function play(stage: Stage, rate: number, began: number): Promise<Figures> {
  say('the local region comes up');
  const region = await expectExit(0, bakeroll(stage, ['region', 'up', REGION, '--database']));
  const databases = databasesOf(stage, REGION);
  const made = await makeInfrastructure(stage, databases);
  const variables = { DATABASE_URL: databases.outside };
  const act = (title: string, exit: number, ...command: string[]): Promise<Ran> => {
    say(title);
    return expectExit(exit, bakeroll(stage, command, variables));
  };

  commitVersion(stage, 'v1');
  const first = await act('hello v1 is released: nothing has ever served here', 0, 'release', 'dev');

  const address = new URL(made.url).hostname;
  const traffic = await startTraffic({ address, port: 80, path: '/', rate });
  say(`load: ${rate} requests a second, half on kept connections, half on fresh ones`);
  const quiet = { from: Date.now() };
  await pause(QUIET);
  commitVersion(stage, 'v2');
  const second = await act('hello v2 is released', 0, 'release', 'dev');
  commitVersion(stage, 'v3');
  const third = await act(
    'hello v3 is released: it is never healthy, so the roll goes back by itself',
    8,
    'release',
    'dev',
  );
  const back = await act('and back to v1', 0, 'rollback', 'dev', 'v1', '--message', 'the demo');
  await pause(QUIET);
  const load = await traffic.stop();
  const history = await bakeroll(stage, ['history', 'dev'], variables);
  const runs = { region, first, second, third, back };
  return figuresOf({ began, quiet: quiet.from, runs, history, load, made, region: REGION });
}

/** How long the load runs by itself before and after, for figures to compare with: milliseconds. */
const QUIET = 5_000;

function pause(millis: number): Promise<void> {
  return new Promise((done) => setTimeout(done, millis));
}

async function strike(stage: Stage): Promise<void> {
  await bakeroll(stage, ['region', 'down', REGION]);
  clearStage();
}

function say(text: string): void {
  process.stderr.write(`\n● ${text}\n`);
}

process.exitCode = await main(process.argv.slice(2));
