import { join } from 'node:path';
import type { World } from '../../world/world.ts';
import { withLock } from '../../world/lock.ts';
import { gpg, withKeyring } from './gpg.ts';

/** The key that signs the repository: made on first use and kept in a folder, or given as text (armoured, no passphrase). */
export type SigningKey = { readonly folder: string } | { readonly armoured: string };

/**
 * The secret key, armoured.
 *
 * @throws Failure `apt-failed` when none can be made
 */
export async function secretKey(world: World, key: SigningKey): Promise<string> {
  if ('armoured' in key) return key.armoured;
  const path = join(key.folder, 'signing-key.asc');
  return withLock(path, async () => (await world.files.read(path)) ?? makeKey(world, key.folder, path));
}

async function makeKey(world: World, folder: string, path: string): Promise<string> {
  const armoured = await withKeyring(world, async (keyring) => {
    await gpg(world, keyring, GENERATE);
    return gpg(world, keyring, ['--armor', '--export-secret-keys']);
  });
  await world.files.makeFolder(folder, 0o700);
  await world.files.write(path, armoured, 0o600);
  return armoured;
}

/** An ed25519 key that signs, has no passphrase and never expires. */
const GENERATE = [
  '--pinentry-mode=loopback',
  '--passphrase=',
  '--quick-generate-key',
  'bakeroll apt repository',
  'ed25519',
  'sign',
  'never',
];
