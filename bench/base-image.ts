import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const FOLDER = '/var/lib/bakeroll';

/**
 * Has the machine forget the base image of its local regions, which the next one then makes anew.
 *
 * @throws Error when a region stands: its instances run on that image
 */
export function forgetBase(): void {
  const regions = entries(`${FOLDER}/region`);
  if (regions.length > 0) throw new Error(`local regions stand on the base image: ${regions.join(' ')}`);
  const remove = ['rm', '-rf', '--one-file-system', `${FOLDER}/base`];
  if (process.getuid?.() === 0) execFileSync('env', remove);
  else execFileSync('sudo', ['-n', ...remove]);
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
