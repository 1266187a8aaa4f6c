import { join } from 'node:path';
import type { World } from '../../world/world.ts';
import type { Command } from '../../world/shell.ts';
import { runTool } from '../tool.ts';
import { control, installedSize, type Described, type Entry } from './control.ts';
import { maintainerScripts } from './scripts.ts';

/** What the package says of itself, but for its size, which is counted. */
export type Labels = Omit<Described, 'installedSize'>;

/**
 * Makes the .deb of the tree under `stage`: the same bytes whenever, wherever and by whomever it is made from the same
 * tree and the same commit.
 *
 * @param file where the .deb is written
 * @throws Failure `package-failed` with what dpkg-deb says
 */
export async function makeDeb(world: World, stage: string, labels: Labels, file: string): Promise<void> {
  const entries = readEntries(await step(world, { argv: ['find', stage, '-printf', '%y %s\n'] }));
  await writeControl(world, stage, { ...labels, installedSize: installedSize(entries) });
  for (const command of normalise(stage, labels.commit.seconds)) await step(world, command);
  await step(world, dpkgDeb(stage, labels.commit.seconds, file));
}

function readEntries(listing: string): Entry[] {
  return listing
    .trimEnd()
    .split('\n')
    .map((line) => ({ kind: line.startsWith('f') ? 'file' : 'other', size: Number(line.slice(2)) }));
}

async function writeControl(world: World, stage: string, described: Described): Promise<void> {
  const { app, section } = described;
  const write = (name: string, text: string) => world.files.write(join(stage, 'DEBIAN', name), text);
  await write('control', control(described));
  const configuration = await configurationFiles(world, stage);
  if (configuration !== '') await write('conffiles', configuration);
  const unit = section.unit?.split('/').at(-1);
  const scripts = maintainerScripts({ app, unit, user: section.user });
  for (const [name, text] of Object.entries(scripts)) {
    await write(name, text);
    await world.files.chmod(join(stage, 'DEBIAN', name), 0o755);
  }
}

/** Every file below /etc, a line each: dpkg asks before it overwrites one that somebody changed. */
async function configurationFiles(world: World, stage: string): Promise<string> {
  const etc = join(stage, 'etc');
  if (!(await world.files.exists(etc))) return '';
  return step(world, { argv: ['find', etc, '-type', 'f', '-printf', '/etc/%P\n'] });
}

/** The modes that a package has, whatever the umask of who builds it, and the commit's time on everything. */
function normalise(stage: string, seconds: number): Command[] {
  return [
    { argv: ['chmod', '--recursive', 'u=rwX,go=rX', stage] },
    {
      argv: ['find', stage, '-exec', 'touch', '--no-dereference', `--date=@${seconds}`, '{}', '+'],
    },
  ];
}

function dpkgDeb(stage: string, seconds: number, file: string): Command {
  return {
    argv: ['dpkg-deb', '--root-owner-group', '-Zxz', '--build', stage, file],
    env: { SOURCE_DATE_EPOCH: String(seconds) },
  };
}

function step(world: World, command: Command): Promise<string> {
  return runTool(world, command, {
    code: 'package-failed',
    what: 'The package could not be made.',
    next: 'correct the package section of bakeroll.yml, and type the same again',
  });
}
