import { type Adopted, adopt } from '../../release/adopt.ts';
import { withSession } from '../../release/session.ts';
import type { Call } from '../call.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { LIFECYCLE } from '../lifecycle.ts';
import { readLockWait } from '../options.ts';

export async function run({ world, args, output, signal, options, config }: Call): Promise<ExitCode> {
  const [name = ''] = args;
  const order = { world, config: await config(), name, signal, lockWait: readLockWait(options) };
  const groups = await withSession(order, adopt);
  output.answer({
    type: 'adopted',
    lines: [
      ...groups.flatMap(linesOf),
      '',
      'In Terraform, so that an apply leaves to bakeroll what a roll moves:',
      '',
      ...LIFECYCLE,
    ],
    record: { environment: name, groups, terraform: LIFECYCLE.join('\n') },
  });
  return EXIT.done;
}

function linesOf({ group, was, template, version, image, wrote, others }: Adopted): string[] {
  const what = wrote
    ? `${group} is on version ${version} of ${template} now (${image}); it was on ${was}.`
    : `${group} is on version ${version} of ${template} (${image}) already: nothing to do.`;
  const stay = others.length === 0 ? [] : [`  of another version, and as they were: ${others.join(', ')}`];
  return [what, ...stay];
}
