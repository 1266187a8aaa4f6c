import { join } from 'node:path';
import { examine, type Examined } from '../../release/doctor.ts';
import { prove, type Proved } from '../../release/prove.ts';
import { rowsOf } from '../../release/prove/table.ts';
import { newRollId } from '../../release/roll-id.ts';
import { environmentOf } from '../../release/session.ts';
import { countedAt } from '../../world/aws/fleet/counted.ts';
import { Failure, UNTOUCHED } from '../../world/failure.ts';
import type { Call } from '../call.ts';
import { environmentsOf } from '../environments.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { LIFECYCLE } from '../lifecycle.ts';
import { refuseOption } from '../options.ts';

export async function run(call: Call): Promise<ExitCode> {
  if (call.options['prove'] === true) return proveIt(call);
  refuseOption('--to', call.options['to'], 'doctor --prove');
  const { world, output, signal, args } = call;
  const config = await call.config();
  const all: Examined[] = [];
  for (const name of environmentsOf(args, config)) {
    const found = await examine({ world, config, name, signal });
    all.push(...found);
    const lines = [name, ...found.flatMap(linesOf), ''];
    output.answer({ type: 'examined', lines, record: { environment: name, found } });
  }
  const terraform = 'In Terraform, so that an apply leaves to bakeroll what a roll moves:';
  output.answer({
    type: 'terraform',
    lines: [terraform, '', ...LIFECYCLE],
    record: { terraform: LIFECYCLE.join('\n') },
  });
  return all.some(({ kind }) => kind === 'problem') ? EXIT.precondition : EXIT.done;
}

const SIGNS: Record<Examined['kind'], string> = { fine: '✔', warning: '⚠', problem: '✖' };

function linesOf({ kind, about, text, next }: Examined): string[] {
  return [`  ${SIGNS[kind]} ${about}: ${text}`, ...(next === undefined ? [] : [`    ${next}`])];
}

async function proveIt(call: Call): Promise<ExitCode> {
  const { world, output, signal, args, options, folder } = call;
  const [name] = args;
  if (name === undefined) throw noEnvironment();
  const { region, endpoint, account, groups } = environmentOf(await call.config(), name);
  const proved = await prove({
    aws: countedAt({ region, endpoint, account }),
    clock: world.clock,
    like: groups[0]?.name ?? '',
    name: `bakeroll-prove-${newRollId().slice(2)}`,
    signal,
    note: (text) => {
      world.note({ step: 'prove', text });
    },
  });
  const where = endpoint === undefined ? `AWS, ${region}` : `local region ${region}`;
  const rows = rowsOf(proved.answers, { where, at: world.clock.now() });
  const file = options['to'];
  if (typeof file === 'string') await append(call, join(folder, file), rows);
  output.answer({
    type: 'proved',
    lines: [...rows, '', `${proved.calls.reads} reads and ${proved.calls.writes} writes to AWS`],
    record: { environment: name, answers: Object.fromEntries(proved.answers), ...restOf(proved) },
  });
  if (proved.left.length > 0 || proved.broke !== undefined) throw unproved(proved);
  return EXIT.done;
}

function restOf({ broke, left, calls }: Proved) {
  return { broke: broke ?? null, left, calls };
}

async function append({ world }: Call, path: string, rows: readonly string[]): Promise<void> {
  const before = (await world.files.read(path)) ?? '';
  const between = before === '' || before.endsWith('\n\n') ? '' : '\n';
  await world.files.write(path, `${before}${between}${rows.join('\n')}\n`);
}

function noEnvironment(): Failure {
  return new Failure({
    code: 'usage',
    what: 'doctor --prove takes an environment: its throw-away group is made like the one of that.',
    state: UNTOUCHED,
    next: 'bakeroll doctor ENV --prove',
  });
}

function unproved({ broke, left }: Proved): Failure {
  return new Failure({
    code: 'aws-refused',
    what: broke === undefined ? 'Not all could be taken away again.' : 'Not all could be asked.',
    ...(broke === undefined ? {} : { why: broke }),
    state: left.length === 0 ? 'Nothing is left of it.' : `Left: ${left.join('; ')}.`,
    next: left.length === 0 ? 'the same again' : 'delete what is left',
  });
}
