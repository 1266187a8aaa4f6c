import { join } from 'node:path';
import type { World } from '../../world/world.ts';
import { gpg, withKeyring } from './gpg.ts';

/**
 * Signs the `Release` file in `folder`, within (`InRelease`) and beside (`Release.gpg`).
 *
 * @param secret the armoured secret key
 * @returns the armoured public key, by which apt checks either
 * @throws Failure `apt-failed`
 */
export async function signRelease(world: World, folder: string, secret: string): Promise<string> {
  const release = join(folder, 'Release');
  return withKeyring(world, async (keyring) => {
    await gpg(world, keyring, ['--import'], secret);
    const sign = (name: string, how: readonly string[]) =>
      gpg(world, keyring, ['--digest-algo=SHA512', `--output=${join(folder, name)}`, ...how, release]);
    await sign('InRelease', ['--clear-sign']);
    await sign('Release.gpg', ['--armor', '--detach-sign']);
    return gpg(world, keyring, ['--armor', '--export']);
  });
}
