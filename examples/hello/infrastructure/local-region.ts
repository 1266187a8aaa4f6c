import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Place } from './cloud.ts';

/**
 * The local region of that name, as `bakeroll region up` wrote it down for this user.
 *
 * @throws Error when none is up
 */
export function localRegion(name: string): Place {
  const state = process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state');
  const record = JSON.parse(
    readFileSync(join(state, 'bakeroll', 'regions', `${name}.json`), 'utf8'),
  ) as Required<Place>['credentials'] & { readonly endpoint: string };
  const { endpoint, accessKeyId, secretAccessKey } = record;
  return { region: name, endpoint, credentials: { accessKeyId, secretAccessKey } };
}
