import { Failure, UNTOUCHED } from '../../world/failure.ts';
import type { World } from '../../world/world.ts';
import type { Call } from '../call.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { readCount, readPort, readWord, refuseOption } from '../options.ts';
import {
  faultKinds,
  regionBreak,
  regionDown,
  regionHeal,
  regionStatus,
  regionSwitch,
  regionUp,
  regionView,
} from '../region.ts';
import type { RegionReport, StandingFault } from '../region-report.ts';

import { describeView, type RegionView } from '../region-view.ts';
import { enter, showLogs } from './region-machine.ts';

const WORDS = ['up', 'down', 'status', 'logs', 'ssh', 'break', 'heal', 'switch', 'kinds'] as const;

/** The region that one gets without naming one. */
const USUAL = 'eu-local-1';

export async function run(call: Call): Promise<ExitCode> {
  const [what, ...words] = call.args;
  const verb = readWord('region', what, WORDS);
  refuseStrangers(verb, call.options);
  switch (verb) {
    case 'kinds':
      await showKinds(call);
      return EXIT.done;
    case 'status':
      await watchStatus(call, words);
      return EXIT.done;
    case 'logs':
      return showLogs(call, regionOf(call), words);
    case 'ssh':
      return enter(call, regionOf(call), words);
    default:
      show(call, await perform(call, verb, words));
      return EXIT.done;
  }
}

type Verb = (typeof WORDS)[number];

function regionOf({ options }: Call): string {
  return String(options['region'] ?? USUAL);
}

/** The words whose region is named by --region, for others follow them. */
const WORDY: readonly Verb[] = ['logs', 'ssh', 'break', 'heal', 'switch'];

function refuseStrangers(verb: Verb, options: Call['options']): void {
  if (verb !== 'up') {
    refuseOption('--port', options['port'], 'region up');
    refuseOption('--database', options['database'], 'region up');
  }
  if (verb !== 'break') {
    refuseOption('--for', options['for'], 'region break');
    refuseOption('--times', options['times'], 'region break');
  }
  if (verb !== 'status') refuseOption('--watch', options['watch'], 'region status');
  if (verb !== 'logs') refuseOption('--follow', options['follow'], 'region logs');
  if (!WORDY.includes(verb)) refuseOption('--region', options['region'], `region ${WORDY.join(', ')}`);
}

function perform(
  { world, options }: Call,
  verb: Exclude<Verb, 'kinds' | 'status' | 'logs' | 'ssh'>,
  words: readonly string[],
): Promise<RegionReport> {
  const name = String(WORDY.includes(verb) ? (options['region'] ?? USUAL) : (words[0] ?? USUAL));
  const most = { up: 1, down: 1, break: Infinity, heal: 1, switch: 2 }[verb];
  if (words.length > most) throw tooMany(verb, words[most]);
  switch (verb) {
    case 'up':
      return up(world, name, options);
    case 'down':
      return regionDown(world, name);
    case 'break': {
      const seconds = readBound('--for', options['for']);
      return regionBreak(world, name, words, { seconds, times: readBound('--times', options['times']) });
    }
    case 'heal':
      return regionHeal(world, name, words);
    case 'switch':
      return regionSwitch(world, name, words);
  }
}

/** How often `--watch` looks again, in milliseconds. */
const EVERY = 2000;

/** Clears a terminal. */
const CLEAR = '\u001b[H\u001b[2J\u001b[3J';

/** Shows a region, with --watch again and again: in the same place on a terminal, one below the other elsewhere. */
async function watchStatus(call: Call, words: readonly string[]): Promise<void> {
  const { world, options, signal, output } = call;
  const [name = USUAL, ...more] = words;
  if (more.length > 0) throw tooMany('status', more[0]);
  const renew = options['watch'] === true && process.stdout.isTTY && !output.json;
  do {
    const report = await regionStatus(world, name);
    const view = report.kind === 'up' ? await regionView(world, name) : undefined;
    const lines = [...describeReport(report), ...(view === undefined ? [] : describeView(view))];
    if (renew) lines[0] = `${CLEAR}${lines[0] ?? ''}`;
    output.answer({ type: 'region', lines, record: { ...recordOf(report), ...recordOfView(view) } });
    // A signal ends the wait, and with it the watch.
    if (options['watch'] === true) await world.clock.sleep(EVERY, signal).catch(() => undefined);
  } while (options['watch'] === true && !signal.aborted);
}

function recordOfView(view: RegionView | undefined): Partial<RegionView> {
  if (view === undefined) return {};
  const { instances, targets, activities } = view;
  return { instances, targets, activities };
}

function readBound(flag: string, value: string | boolean | undefined): number | undefined {
  return value === undefined ? undefined : readCount(flag, value, 0);
}

function tooMany(verb: Verb, word = ''): Failure {
  const what = `region ${verb}: '${word}' is a word too many.`;
  return new Failure({ code: 'usage', what, state: UNTOUCHED, next: 'bakeroll region --help' });
}

function show({ output }: Call, report: RegionReport): void {
  output.answer({ type: 'region', lines: describeReport(report), record: recordOf(report) });
}

async function showKinds({ world, output }: Call): Promise<void> {
  const kinds = await faultKinds(world, USUAL);
  const lines = kinds.flatMap(({ usage, says }) => [usage, `    ${says}`]);
  output.answer({ type: 'faults', lines, record: { kinds } });
}

function up(world: World, name: string, options: Call['options']): Promise<RegionReport> {
  const port = readPort(options['port']);
  world.note({ step: 'region', text: `${name} comes up; the first time its base image is made` });
  return regionUp(world, {
    name,
    ...(port === undefined ? {} : { port }),
    database: options['database'] === true,
  });
}

function describeReport(report: RegionReport): string[] {
  switch (report.kind) {
    case 'down':
      return [`${report.name} is down.`];
    case 'stopped':
      return [
        `${report.name} was killed; what ran in it (${instances(report.machines)}) goes on with: bakeroll region up ${report.name}`,
      ];
    case 'up':
      return [
        `${report.name} is up at ${report.endpoint}, with ${instances(report.machines)}.`,
        `It has the accounts ${report.accountId} and ${report.other.accountId}, each with the regions ${report.regions.join(' and ')}.`,
        'Their access keys are kept for this user; `bakeroll` finds its own by the endpoint.',
        ...report.faults.map(describeFault),
        ...Object.entries(report.switches).map(([name, value]) => `Switched: ${name} is ${value}.`),
      ];
  }
}

function describeFault({ id, kind, words, seconds, times }: StandingFault): string {
  const bounds = [
    ...(seconds === undefined ? [] : [`${seconds} s more`]),
    ...(times === undefined ? [] : [`${times} times more`]),
  ];
  const what = [kind, words].filter((text) => text !== '').join(' ');
  return `Broken: ${what} (${[id, ...bounds].join(', ')}).`;
}

/** The keys and the database's password stay in the user's own file. */
function recordOf(report: RegionReport): Readonly<Record<string, unknown>> {
  const { kind, name } = report;
  if (report.kind !== 'up') return { kind, name };
  const { endpoint, pid, machines, accountId, other, regions, faults, switches } = report;
  const accounts = [accountId, other.accountId];
  return { kind, name, endpoint, pid, machines, accounts, regions, faults, switches };
}

function instances(count: number): string {
  return count === 1 ? '1 instance' : `${count} instances`;
}
