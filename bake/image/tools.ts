import { Failure, UNTOUCHED } from '../../world/failure.ts';
import { ProgramMissing } from '../../world/shell.ts';
import type { World } from '../../world/world.ts';

interface Tool {
  readonly argv: readonly [string, ...string[]];
  /** What its answer begins with: other programs go by the same name (cracklib's `packer`). */
  readonly answer: RegExp;
  readonly from: string;
}

const TOOLS: readonly Tool[] = [
  { argv: ['packer', 'version'], answer: /^Packer v/, from: 'HashiCorp Packer: apt-get install packer' },
  {
    argv: ['ansible-playbook', '--version'],
    answer: /^ansible-playbook \[core /,
    from: 'Ansible: apt-get install ansible-core',
  },
  { argv: ['ssh', '-V'], answer: /^OpenSSH/, from: 'OpenSSH: apt-get install openssh-client' },
];

/**
 * Makes sure that what a bake runs is there, before anything is made.
 *
 * @throws Failure `tool-missing`
 */
export async function checkTools(world: World): Promise<void> {
  const answers = await Promise.all(TOOLS.map((tool) => askVersion(world, tool)));
  TOOLS.forEach((tool, i) => {
    const said = answers[i] ?? '';
    if (!tool.answer.test(said)) throw missing(tool, said);
  });
}

async function askVersion(world: World, { argv }: Tool): Promise<string> {
  try {
    const { stdout, stderr } = await world.shell.run({ argv, env: { CHECKPOINT_DISABLE: '1' } });
    return stdout + stderr;
  } catch (error) {
    if (error instanceof ProgramMissing) return '';
    throw error;
  }
}

function missing({ argv: [program], from }: Tool, said: string): Failure {
  return new Failure({
    code: 'tool-missing',
    what:
      said === '' ? `${program} is not installed.` : `The ${program} on the PATH is not the one that bakes.`,
    ...(said === '' ? {} : { why: `asked for its version, it says: ${said.split('\n')[0] ?? ''}` }),
    state: UNTOUCHED,
    next: from,
  });
}
