import t from 'tap';
import { configElsewhere } from '../../release/elsewhere.ts';
import { findRelease } from '../../release/find.ts';
import { openLedgerOf } from '../../release/ledger.ts';
import { findBack } from '../../release/rollback.ts';
import { rollTo } from '../../release/release.ts';
import { clientsOf } from '../../world/aws/clients.ts';
import { realWorld } from '../../world/real.ts';
import { called, ownSurroundings } from '../cli/called.ts';
import { opened } from '../ledger/opened.ts';
import { testServer } from '../postgres.ts';
import { stand } from './stand.ts';

await ownSurroundings(t);
const server = await testServer(t);

const world = (ledger: string | undefined) => ({
  ...realWorld(() => undefined),
  variable: (name: string) => (name === 'BAKEROLL_LEDGER' ? ledger : undefined),
});

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

t.test(
  'a config of five lines is whole: roll to an image, roll back, and what the rolls stored says it again',
  async (t) => {
    const url = await server.database();
    const place = await stand(t, url);
    const anna = await place.session('anna', { overrides: { surge: { count: 1 } } });
    for (const name of ['one', 'two']) {
      const release = await findRelease(anna, place.image(name));
      t.match(await rollTo(anna, { release, kind: 'roll', why: undefined }), { exit: 0 });
    }
    const back = await findBack(anna, undefined);
    t.match(back, { kind: 'to', release: { release: 1 } });
    if (back.kind === 'to')
      t.match(await rollTo(anna, { release: back.release, kind: 'rollback', why: undefined }), { exit: 0 });

    const { config, environment } = anna;
    const elsewhere = await configElsewhere(world(url), undefined, 'dev');
    t.match(elsewhere, { app: 'hello', ledger: { from: 'env', name: 'BAKEROLL_LEDGER' } });
    t.strictSame(plain(elsewhere.roll), plain(config.roll));
    t.strictSame(plain(elsewhere.environments), plain({ dev: environment }));

    process.env['BAKEROLL_LEDGER'] = url;
    t.teardown(() => Reflect.deleteProperty(process.env, 'BAKEROLL_LEDGER'));
    const told = await called('status', 'dev', '--app', 'hello');
    t.match(told, { exit: 0, out: /serves +v1/ });
    t.match(await called('abort', 'dev', '--app', 'hello'), { exit: 0, out: /No roll is unfinished on dev/ });
  },
);

t.test(
  'where several applications share the ledger, one is named; what it does not know is refused',
  async (t) => {
    const url = await server.database();
    const began = { type: 'roll-began', kind: 'roll', release: 1, image: 'ami-1', by: 'anna' } as const;
    const stored = { region: 'eu-west-1', groups: [{ name: 'web' }] };
    for (const app of ['hello', 'shop']) {
      const { ledger } = await opened(t, url, { app });
      await ledger.record({ ...began, resolved: stored }, { environment: 'production', roll: 'r-1' });
      await ledger.record({ ...began, resolved: {} }, { environment: 'broken', roll: 'r-2' });
    }
    await t.rejects(configElsewhere(world(url), undefined, undefined), {
      code: 'usage',
      what: /several applications: hello, shop/,
    });
    await t.rejects(configElsewhere(world(url), 'nobody', undefined), {
      code: 'usage',
      what: /no application nobody/,
    });
    await t.rejects(configElsewhere(world(url), 'shop', 'dev'), {
      code: 'usage',
      what: /no environment dev of shop; it has production/,
    });
    const config = await configElsewhere(world(url), 'shop', undefined);
    t.match(
      config,
      { app: 'shop', roll: { samples: 2, deadline: { launch: 300_000 } } },
      'what was not stored has its default',
    );
    t.strictSame(Object.keys(config.environments), ['production']);
    await t.rejects(configElsewhere(world(undefined), 'shop', undefined), { code: 'ledger-missing' });
  },
);

t.test('on AWS without a ledger that everybody shares nothing is begun', async (t) => {
  const place = { region: 'eu-west-1', endpoint: undefined, account: undefined };
  const url = await server.database();
  const { config } = await (await stand(t, url)).session('anna');
  const order = { world: world(undefined), config, name: 'dev', signal: new AbortController().signal };
  await t.rejects(openLedgerOf(order, clientsOf(place), place), { code: 'ledger-missing' });
});

t.test('a command that needs a checkout says so also where a ledger is named', async (t) => {
  process.env['BAKEROLL_LEDGER'] = await server.database();
  t.teardown(() => Reflect.deleteProperty(process.env, 'BAKEROLL_LEDGER'));
  t.match(await called('roll', 'dev', 'v1'), { exit: 2, err: /There is no bakeroll\.yml/ });
  t.match(await called('status', 'dev'), { exit: 3, err: /holds no ledger/ });
});
