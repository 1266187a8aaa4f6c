import type { World } from '../../world/world.ts';
import type { Call } from '../call.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { readPort, readWord, refuseOption } from '../options.ts';
import { regionDown, type RegionReport, regionStatus, regionUp } from '../region.ts';

const WORDS = ['up', 'down', 'status'] as const;

/** The region that one gets without naming one. */
const USUAL = 'eu-local-1';

export async function run({ world, args, options, output }: Call): Promise<ExitCode> {
  const [what, name = USUAL] = args;
  const verb = readWord('region', what, WORDS);
  if (verb !== 'up') {
    refuseOption('--port', options['port'], 'region up');
    refuseOption('--database', options['database'], 'region up');
  }
  const report = await {
    up: () => up(world, name, options),
    down: () => regionDown(world, name),
    status: () => regionStatus(world, name),
  }[verb]();
  output.answer({ type: 'region', lines: describeReport(report), record: recordOf(report) });
  return EXIT.done;
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
        `${report.name} was killed; its ${report.machines} instances go on with: bakeroll region up ${report.name}`,
      ];
    case 'up':
      return [
        `${report.name} is up at ${report.endpoint}, with ${report.machines} instances.`,
        `It has the accounts ${report.accountId} and ${report.other.accountId}, each with the regions ${report.regions.join(' and ')}.`,
        'Their access keys are kept for this user; `bakeroll` finds its own by the endpoint.',
      ];
  }
}

/** The keys and the database's password stay in the user's own file. */
function recordOf(report: RegionReport): Readonly<Record<string, unknown>> {
  const { kind, name } = report;
  return report.kind === 'up'
    ? {
        ...{ kind, name, endpoint: report.endpoint, pid: report.pid, machines: report.machines },
        accounts: [report.accountId, report.other.accountId],
        regions: report.regions,
      }
    : { kind, name };
}
