import type { Call } from '../call.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { readCount, readWord } from '../options.ts';
import { regionDown, type RegionReport, regionStatus, regionUp } from '../region.ts';

const WORDS = ['up', 'down', 'status'] as const;

/** The region that one gets without naming one. */
const USUAL = 'eu-local-1';

export async function run({ world, args, options, output }: Call): Promise<ExitCode> {
  const [what, name = USUAL] = args;
  const verb = readWord('region', what, WORDS);
  const port = options['port'] === undefined ? {} : { port: readCount('--port', options['port'], 0) };
  if (verb === 'up')
    world.note({ step: 'region', text: `${name} comes up; the first time its base image is made` });
  const report = await {
    up: () => regionUp(world, { name, ...port, database: options['database'] === true }),
    down: () => regionDown(world, name),
    status: () => regionStatus(world, name),
  }[verb]();
  output.answer({ type: 'region', lines: describeReport(report), record: recordOf(report) });
  return EXIT.done;
}

function describeReport(report: RegionReport): string[] {
  switch (report.kind) {
    case 'down':
      return [`${report.name} is down.`];
    case 'stopped':
      return [
        `${report.name} was killed; its ${report.machines} instances go on with: bakeroll region up ${report.name}`,
      ];
    case 'up':
      return [
        `${report.name} is up at ${report.endpoint}, with ${report.machines} instances.`,
        'Its access key is kept for this user; `bakeroll` finds it by the endpoint.',
      ];
  }
}

/** The keys and the database's password stay in the user's own file. */
function recordOf(report: RegionReport): Readonly<Record<string, unknown>> {
  const { kind, name } = report;
  return report.kind === 'up'
    ? { kind, name, endpoint: report.endpoint, pid: report.pid, machines: report.machines }
    : { kind, name };
}
