import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { regionDown } from '../../cli/region.ts';
import { type Command, type Ended, startCommand } from '../../demo/command.ts';
import { leastHealthy } from '../../demo/capacity.ts';
import { readEventLog } from '../../demo/event-log.ts';
import { type Event, parseEvents } from '../../demo/events.ts';
import { databasesOf } from '../../demo/region.ts';
import { commitVersion, type Stage } from '../../demo/stage.ts';
import { type Cloud, cloudAt } from '../../examples/hello/infrastructure/cloud.ts';
import { localRegion } from '../../examples/hello/infrastructure/local-region.ts';
import { type Made, makeInfrastructure } from '../../examples/hello/infrastructure.ts';
import type { Size } from '../../examples/hello/infrastructure/group.ts';
import { stopEmbedded } from '../../world/embedded.ts';
import { connect } from '../../world/postgres.ts';
import { realWorld } from '../../world/real.ts';
import { type Ending, scratch } from '../bake/checkout.ts';

type Version = 'v1' | 'v2' | 'v3';

/** A local region of a test's own, and a throw-away repository of hello: where whole releases are played. */
export interface LocalStage {
  readonly cloud: Cloud;
  /** Commits that version of hello, as its authors would. */
  readonly commit: (version: Version) => void;
  /** Checks out a version that was committed. */
  readonly checkOut: (version: Version) => void;
  /** Makes what an environment stands on: a database of its own, balancer, template and group. */
  readonly makeEnvironment: (
    name: 'dev' | 'production',
    greeting: string,
    size?: Size,
  ) => Promise<Environment>;
  readonly events: () => readonly Event[];
}

/** An environment of hello, as its operator has it before them. */
export interface Environment extends Made {
  /** Runs `bakeroll` with these words to its end. */
  readonly bakeroll: (...words: string[]) => Promise<Ended>;
  /** Starts `bakeroll`; what does not end is killed with the test. */
  readonly begin: (
    words: readonly string[],
    onLine?: (line: string) => void,
    variables?: NodeJS.ProcessEnv,
  ) => Command;
  /** The fewest healthy instances at any instant since then: milliseconds since the epoch. */
  readonly leastHealthySince: (from: number) => number;
}

/**
 * Starts the region of that name, with a database server; all goes with the test, however that ends.
 *
 * @param variables what every command finds in its environment, beside our own
 * @param change what of every version's config is to be another
 */
export async function startStage(
  t: Ending,
  region: string,
  variables: NodeJS.ProcessEnv = {},
  change: (config: string) => string = (config) => config,
): Promise<LocalStage> {
  const folder = scratch(t);
  const stage = { repository: join(folder, 'hello'), state: join(folder, 'state') };
  mkdirSync(stage.repository);
  const git = (...words: string[]) => execFileSync('git', words, { cwd: stage.repository });
  git('init', '--quiet', '--initial-branch=main');
  process.env['XDG_STATE_HOME'] = stage.state;
  t.teardown(() => takeDown(stage, region));
  const up = await startCommand(stage, ['region', 'up', region, '--database'], variables, () => {}).ended;
  if (up.exit !== 0) throw new Error(up.said);

  const place = localRegion(region);
  const adapt = (config: string) =>
    change(config.replaceAll('eu-local-1', region).replaceAll(/http:\S+/g, String(place.endpoint)));
  const events = () => parseEvents(readEventLog(region));
  return {
    cloud: cloudAt(place),
    commit: (version) => {
      commitVersion(stage, version, adapt);
    },
    checkOut: (version) => git('checkout', '--quiet', `${version}.0.0`),
    makeEnvironment: async (name, greeting, size) => {
      const { inside, outside } = await makeDatabase(stage, region, name);
      const made = await makeInfrastructure({
        ...place,
        environment: name,
        databaseUrl: inside,
        greeting,
        ...(size === undefined ? {} : { size }),
      });
      const begin = starter(t, stage, { ...variables, DATABASE_URL: outside });
      return {
        ...made,
        begin,
        bakeroll: (...words) => begin(words).ended,
        leastHealthySince: (from) =>
          leastHealthy(events(), { targetGroup: made.targetGroupArn, from, to: Date.now() }).healthy,
      };
    },
    events,
  };
}

/** A database of the environment's own. @returns its URL as instances see it, and as this machine does */
async function makeDatabase(stage: Stage, region: string, name: string) {
  const { inside, outside } = databasesOf(stage, region);
  const server = await connect(outside, 'test');
  await server.query(`create database ${name}`);
  await server.close();
  const named = (url: string) => url.replace(/\/postgres$/, `/${name}`);
  return { inside: named(inside), outside: named(outside) };
}

function starter(t: Ending, stage: Stage, variables: NodeJS.ProcessEnv): Environment['begin'] {
  return (words, onLine = () => undefined, more = {}) => {
    const command = startCommand(stage, words, { ...variables, ...more }, onLine);
    t.teardown(async () => {
      command.process.kill('SIGKILL');
      await command.ended;
    });
    return command;
  };
}

async function takeDown({ state }: Stage, region: string): Promise<void> {
  await regionDown(
    realWorld(() => undefined),
    region,
  );
  // A killed driver leaves the ledger's server to whoever comes next.
  await stopEmbedded(join(state, 'bakeroll', 'ledger'));
}
