import type { Test } from 'tap';
import { readConfig } from '../../config/read.ts';
import type { Config } from '../../config/config.ts';
import type { Session } from '../../release/session.ts';
import { NO_CONSENT } from '../../roll/preflight/wanted.ts';
import { clientsOf } from '../../world/aws/clients.ts';
import { realClock } from '../../world/clock.ts';
import { opened } from '../ledger/opened.ts';
import { place } from '../roll/region-place.ts';

/** hello's environment in a region in virtual time, with a ledger, for as many who drive it as a test likes. */
export async function stand(t: Test, url: string) {
  const { world, region, endpoint, made, image, ...rest } = await place(t);
  const config = configOf(`app: hello
environments:
  dev: { region: ${region}, endpoint: '${endpoint}', groups: [{ name: ${made.group} }] }
`);
  const at = { region, endpoint, account: undefined };
  const said: string[] = [];

  /** A session as a command of its own would open it. */
  async function session(by: string, parts: Partial<Session> = {}): Promise<Session> {
    const { ledger } = await opened(t, url);
    const environment = config.environments['dev'];
    if (environment === undefined) throw new Error('the config has no dev');
    return {
      world: { ...world, note: ({ text }) => said.push(`${by}: ${text}`) },
      ...{ config, environment, ledger, by, name: 'dev', place: at, clients: clientsOf(at) },
      ...{ signal: new AbortController().signal, lockWait: 0, takeOver: false, overrides: {} },
      consent: NO_CONSENT,
      ...parts,
    };
  }

  /** A session that only waits for whoever drives, in its own time and not in the region's. */
  async function waiting(by: string): Promise<Session> {
    const { world: own, ...rest } = await session(by);
    return { ...rest, world: { ...own, clock: { ...realClock, sleep: () => realClock.sleep(20) } } };
  }

  /** A release of an image that bakeroll did not make. */
  async function release(number: number, of = image(`image-${number}`)) {
    const { ledger } = await session('maker');
    await ledger.record({ type: 'release-adopted', release: number, image: { [region]: of } });
    return { type: 'release-adopted' as const, release: number, image: { [region]: of }, at: 0 };
  }

  return { ...rest, made, image, world, session, waiting, release, said };
}

function configOf(text: string): Config {
  const read = readConfig(text);
  if (!read.ok) throw new Error(read.problems.map((problem) => problem.text).join());
  return read.config;
}
