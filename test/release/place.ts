import type { Test } from 'tap';
import { readConfig } from '../../config/read.ts';
import { actionsByService } from '../../region/life/model.ts';
import { registerBaseImage } from '../../region/model/ec2/images.ts';
import { directCalls, type Call } from '../../region/simulated/call.ts';
import { makeService, type Service } from '../../region/simulated/service.ts';
import type { RollOverrides } from '../../config/config.ts';
import type { Session } from '../../release/session.ts';
import { NO_CONSENT } from '../../roll/preflight/wanted.ts';
import { clientsOf } from '../../world/aws/clients.ts';
import type { Clock } from '../../world/clock.ts';
import { realWorld } from '../../world/real.ts';
import { keepRegion, ownSurroundings } from '../cli/called.ts';
import { opened } from '../ledger/opened.ts';
import { testServer } from '../postgres.ts';
import { type ModelRegion, startModelRegion } from '../region/model-region.ts';

/** An environment whose ledger is real, and whose region is a model in virtual time that is reached as AWS is. */
export interface Place {
  readonly model: ModelRegion;
  readonly service: Service;
  readonly call: Call;
  readonly old: string;
  /** The config's text. */
  readonly config: string;
  image(name: string): string;
  session(overrides?: RollOverrides): Session;
}

/** Two instances of `old` serve there, by nothing that the ledger knows. */
export async function place(t: Test): Promise<Place> {
  const state = await ownSurroundings(t);
  const server = await testServer(t);
  const url = await server.database();
  process.env['BAKEROLL_LEDGER'] = url;
  const model = await startModelRegion();
  t.teardown(() => model.close());
  await keepRegion(state, model.endpoint, model.accessKey);
  const image = (name: string) =>
    registerBaseImage(model.region, { name, layer: name, architecture: 'x86_64', created: model.clock.now() })
      .imageId;
  const old = image('old');
  const call = directCalls(model.region, actionsByService, 'AKIDSOMEBODY');
  const service = await makeService(call, { name: 'web', imageId: old, max: 4, desired: 2, interval: 5 });
  await model.clock.pass(120);
  const text = [
    'app: hello',
    'roll: { soak: 10s }',
    'environments:',
    `  dev: { region: eu-test-1, endpoint: '${model.endpoint}', groups: [{ name: web, roll: { samples: 3 } }] }`,
    '',
  ].join('\n');
  const read = readConfig(text);
  const environment = read.ok ? read.config.environments['dev'] : undefined;
  if (!read.ok || environment === undefined) throw new Error('the config is not taken');
  const { ledger } = await opened(t, url);
  const at = { region: 'eu-test-1', endpoint: model.endpoint, account: undefined };
  const clock: Clock = {
    now: () => model.clock.now(),
    monotonic: () => model.clock.now(),
    sleep: (duration) => model.clock.pass(duration / 1000),
  };
  const session = (overrides: RollOverrides = {}): Session => ({
    world: { ...realWorld(() => undefined), clock },
    ...{ config: read.config, name: 'dev', environment, place: at, clients: clientsOf(at), ledger },
    ...{ by: 'ann', signal: new AbortController().signal, lockWait: 0, takeOver: false },
    ...{ overrides, consent: NO_CONSENT },
  });
  return { model, service, call, old, image, session, config: text };
}
