import { extname, join } from 'node:path';

import { Failure, UNTOUCHED } from '../world/failure.ts';
import { stateFolder } from '../world/places.ts';
import { type Command, type Finished, ProgramMissing } from '../world/shell.ts';
import type { World } from '../world/world.ts';
import type { FaultKind, RegionReport } from './region-report.ts';
import type { RegionView } from './region-view.ts';

export interface RegionOptions {
  readonly name: string;
  /** The API's port, where the usual one is taken. */
  readonly port?: number;
  /** Whether it is to have a PostgreSQL server, as RDS would be; one that had it keeps it. */
  readonly database?: boolean;
}

interface Refused {
  readonly kind: 'refused';
  readonly code: 'tool-missing' | 'not-root' | 'region-unreachable' | 'target-unknown' | 'usage';
  readonly what: string;
  readonly next: string;
}

/**
 * Starts a local region, or finds it started, and keeps its endpoint and access key for whoever drives it on this machine.
 * The region's process outlives this one.
 *
 * @throws Failure `tool-missing`, `not-root`, `region-unreachable`, `usage`
 */
export async function regionUp(world: World, options: RegionOptions): Promise<RegionReport> {
  const port = options.port === undefined ? [] : [`--port=${options.port}`];
  const database = options.database === true ? ['--database'] : [];
  const report = await ask(world, ['up', options.name, ...port, ...database]);
  await keep(world, report);
  return report;
}

/**
 * Ends a local region with everything in it, its images too.
 *
 * @throws Failure as `regionUp`
 */
export async function regionDown(world: World, name: string): Promise<RegionReport> {
  const report = await ask(world, ['down', name]);
  await keep(world, report);
  return report;
}

/** @throws Failure as `regionUp` */
export function regionStatus(world: World, name: string): Promise<RegionReport> {
  return ask(world, ['status', name]);
}

/** What runs in a region that is up. @throws Failure as `regionUp` */
export function regionView(world: World, name: string): Promise<RegionView> {
  return ask<RegionView>(world, ['view', name]);
}

/**
 * The program that shows the console of an instance, or that runs a command inside it as root, as this user may run it.
 *
 * @throws Failure as `regionUp`, and `target-unknown` where no such machine is there
 */
export async function machineProgram(
  world: World,
  verb: 'logs' | 'ssh',
  name: string,
  instanceId: string,
  flags: readonly string[],
): Promise<Command['argv']> {
  type Program = { readonly argv: Command['argv'] };
  const { argv } = await ask<Program>(world, [verb, name, ...flags, '--', instanceId]);
  return process.getuid?.() === 0 ? argv : ['sudo', '-n', ...argv];
}

export interface FaultBounds {
  readonly seconds: number | undefined;
  readonly times: number | undefined;
}

/**
 * Breaks a region that is up.
 *
 * @param words the kind of the fault, and what it is about
 * @throws Failure as `regionUp`
 */
export function regionBreak(
  world: World,
  name: string,
  words: readonly string[],
  { seconds, times }: FaultBounds,
): Promise<RegionReport> {
  const bounds = [
    ...(seconds === undefined ? [] : [`--for=${seconds}`]),
    ...(times === undefined ? [] : [`--times=${times}`]),
  ];
  return ask(world, ['break', name, ...bounds, '--', ...words]);
}

/** Ends faults: of a kind, of an id, or all. @throws Failure as `regionUp` */
export function regionHeal(world: World, name: string, which: readonly string[]): Promise<RegionReport> {
  return ask(world, ['heal', name, '--', ...which]);
}

/** @throws Failure as `regionUp` */
export function regionSwitch(world: World, name: string, words: readonly string[]): Promise<RegionReport> {
  return ask(world, ['switch', name, '--', ...words]);
}

/** Every way to break a region. @throws Failure as `regionUp` */
export async function faultKinds(world: World, name: string): Promise<readonly FaultKind[]> {
  const { kinds } = await ask<{ readonly kinds: readonly FaultKind[] }>(world, ['kinds', name]);
  return kinds;
}

/** Runs the region's own program, as root, and reads its one line. */
async function ask<Answer extends object = RegionReport>(
  world: World,
  words: readonly string[],
): Promise<Answer> {
  const own = import.meta.filename;
  const program = join(import.meta.dirname, '..', 'region', `main${extname(own)}`);
  const command: Command['argv'] = [process.execPath, program, ...words];
  const isRoot = process.getuid?.() === 0;
  const { stdout, stderr } = await run(world, isRoot ? command : ['sudo', '-n', ...command]);
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  if (!last.startsWith('{')) throw isRoot ? broken(stderr) : notRoot(stderr);
  const answer = JSON.parse(last) as Answer | Refused;
  if (isRefused(answer)) throw new Failure({ ...answer, state: UNTOUCHED });
  return answer;
}

function isRefused(answer: object): answer is Refused {
  return 'kind' in answer && answer.kind === 'refused';
}

async function run(world: World, argv: Command['argv']): Promise<Pick<Finished, 'stdout' | 'stderr'>> {
  try {
    return await world.shell.run({ argv });
  } catch (error) {
    if (error instanceof ProgramMissing) return { stdout: '', stderr: error.message };
    throw error;
  }
}

function notRoot(stderr: string): Failure {
  return new Failure({
    code: 'not-root',
    what: 'The local region needs root, and sudo does not give it without a password',
    ...(stderr.trim() === '' ? {} : { why: stderr.trim() }),
    state: UNTOUCHED,
    next: 'Run this as root, or let this user run sudo without a password.',
  });
}

function broken(stderr: string): Failure {
  return new Failure({
    code: 'region-unreachable',
    what: `The local region's program failed: ${stderr.trim().split('\n').at(-1) ?? ''}`,
    state: UNTOUCHED,
    next: 'bakeroll region status',
  });
}

/** What `world/aws` reads to reach the region: there while it is up. */
async function keep({ files }: World, report: RegionReport): Promise<void> {
  const path = join(stateFolder(), 'regions', `${report.name}.json`);
  if (report.kind !== 'up') {
    await files.remove(path);
    return;
  }
  const { kind: _kind, pid: _pid, started: _started, machines: _machines, ...lasting } = report;
  await files.makeFolder(join(stateFolder(), 'regions'), 0o700);
  await files.write(path, JSON.stringify(lasting), 0o600);
}
