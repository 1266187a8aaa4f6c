import type { World } from '../../world/world.ts';
import { runTool } from '../tool.ts';

/**
 * Gives `use` a keyring of its own, the user's being left alone, and takes it and its agent away again.
 *
 * @returns what `use` gives
 */
export async function withKeyring<T>(world: World, use: (keyring: string) => Promise<T>): Promise<T> {
  return world.files.withTemporaryFolder(async (keyring) => {
    try {
      return await use(keyring);
    } finally {
      await run(world, ['gpgconf', '--homedir', keyring, '--kill', 'gpg-agent']);
    }
  });
}

/**
 * Runs gpg on that keyring. Keys go in by `input`, never as an argument.
 *
 * @returns what it wrote to stdout
 * @throws Failure `apt-failed` with what gpg says
 */
export function gpg(
  world: World,
  keyring: string,
  words: readonly string[],
  input?: string,
): Promise<string> {
  return run(
    world,
    ['gpg', '--homedir', keyring, '--batch', '--yes', '--no-tty', '--quiet', ...words],
    input,
  );
}

function run(world: World, argv: readonly [string, ...string[]], input?: string): Promise<string> {
  return runTool(
    world,
    { argv, ...(input === undefined ? {} : { input }) },
    {
      code: 'apt-failed',
      what: 'The apt repository could not be signed.',
      next: 'give an armoured secret key without a passphrase as apt.key, or leave it out',
    },
  );
}
