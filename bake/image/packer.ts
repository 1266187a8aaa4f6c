import { join } from 'node:path';
import type { Command } from '../../world/shell.ts';
import type { World } from '../../world/world.ts';
import { shownLine } from './output.ts';

/** What came of a run of Packer: its exit code, and the lines that were shown. */
export interface PackerRun {
  readonly code: number;
  readonly lines: readonly string[];
}

/** Time for Packer to take its builder away when it is asked to stop. What it leaves is swept. */
const GRACE_MS = 60_000;

/**
 * Builds `image.json` of the folder, in a process group of its own, and shows its output as it comes.
 *
 * @param folder holds everything that the template names; what Packer and Ansible write stays inside
 */
export async function runPacker(
  world: World,
  folder: string,
  variables: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<PackerRun> {
  const lines: string[] = [];
  const show = (line: string) => {
    const text = shownLine(line);
    if (text === undefined) return;
    lines.push(text);
    world.note({ step: 'bake', text });
  };
  const command = packerBuild(folder, variables);
  const { code } = await world.shell.run({ ...command, onLine: show, signal, grace: GRACE_MS });
  return { code, lines };
}

/** Packer at work in its folder. Nothing is phoned home, nothing is read or written in the user's own folders. */
function packerBuild(folder: string, variables: Readonly<Record<string, string>>): Command {
  const inside = (name: string) => join(folder, name);
  return {
    argv: ['packer', 'build', '-color=false', 'image.json'],
    cwd: folder,
    env: {
      ...variables,
      CHECKPOINT_DISABLE: '1',
      TMPDIR: inside('tmp'),
      ANSIBLE_CONFIG: inside('ansible/ansible.cfg'),
      ANSIBLE_HOME: inside('tmp'),
      ANSIBLE_SSH_CONTROL_PATH_DIR: inside('tmp'),
      PYTHONDONTWRITEBYTECODE: '1',
    },
  };
}
