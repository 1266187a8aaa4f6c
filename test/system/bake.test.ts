import { PutParameterCommand } from '@aws-sdk/client-ssm';
import t from 'tap';
import { labelRelease } from '../../bake/image/tags.ts';
import { startBakery } from './bakery.ts';
import { launch, until } from './instance.ts';

const { bake, clients, cloud, ec2, endpointInside, inventory, order } = await startBakery(t, 'test-bake');

t.test('a package becomes an image, whose instances learn where they are and serve', async (t) => {
  const before = await inventory();
  const ordered = await order('1.0.0');
  const { image, base, fingerprint, reused } = await bake(ordered);
  t.notOk(reused);
  t.match(image, {
    state: 'available',
    name: /^tiny-1\.0\.0-b-\d{14}-[0-9a-f]{6}-[0-9a-f]{6}$/,
    tags: {
      'bakeroll:app': 'tiny',
      'bakeroll:package': 'tiny=1.0.0',
      'bakeroll:commit': ordered.commit,
      'bakeroll:base': base,
      'bakeroll:fingerprint': fingerprint,
    },
  });
  const made = (await inventory()).filter((one) => !before.includes(one));
  t.equal(made.length, 2, `of the whole bake there are the image and its snapshot: ${made.join(' ')}`);

  await t.test('the same order finds the image again', async (t) => {
    const again = await bake(ordered);
    t.ok(again.reused);
    t.equal(again.image.id, image.id);
    await labelRelease(cloud, image.id, 'v1');
    t.equal((await cloud.images.withId(image.id))?.tags['bakeroll:release'], 'v1');
  });

  await t.test('one image is dev here and production there', async (t) => {
    for (const [environment, greeting] of [
      ['dev', 'quotes " \\ $HOME `id` and\na second line'],
      ['production', 'good day'],
    ] as const) {
      await put(`/tiny/${environment}/GREETING`, greeting);
      const instance = await launch(t, ec2, image.id, userData(environment));
      await until('the unit runs', async () => (await instance.shell(ACTIVE)) === 'active');
      const pid = await instance.shell('systemctl show --value --property=MainPID tiny');
      t.equal(
        await instance.shell(`tr "\\0" "\\n" </proc/${pid}/environ | grep ^BAKEROLL_ENV=`),
        `BAKEROLL_ENV=${environment}`,
      );
      const seen = await instance.shell(
        `xargs -0 -n1 -a /proc/${pid}/environ printf "%s\\0" | grep -z ^GREETING= | tr -d "\\0"`,
      );
      t.equal(seen, `GREETING=${greeting}`);
      t.equal(await instance.shell('stat -c "%U %a" /run/tiny/env'), 'root 400');
      const said = `tiny is in ${environment} and says: ${greeting.split('\n')[0]}`;
      await until('the console has it', async () => (await instance.console()).includes(said));
      await instance.shell('systemctl kill --signal=KILL tiny');
      await until('the console tells the end', async () =>
        (await instance.console()).includes('tiny.service ended: signal (killed KILL)'),
      );
    }
  });

  await t.test('nothing of the bake is in the image', async (t) => {
    const instance = await launch(t, ec2, image.id, 'BAKEROLL_ENV=dev');
    t.equal(await instance.shell('dpkg-query -W -f "\\${Version}" tiny'), '1.0.0');
    t.equal(await instance.shell('wc -l </home/admin/.ssh/authorized_keys'), '1', "the instance's own key");
    t.equal(
      await instance.shell('ls -A /var/tmp /tmp | grep -v systemd-private | grep bakeroll || true'),
      '',
    );
    t.equal(await instance.shell('ls /etc/apt/sources.list.d | grep bakeroll || true'), '');
    t.equal(
      await instance.shell(
        'ls /usr/sbin/policy-rc.d /home/admin/.ansible /root/.ansible 2>/dev/null || true',
      ),
      '',
    );
    t.equal(await instance.shell('ls -A /var/lib/apt/lists | head -1'), '');
    t.match(await instance.shell('sshd -T'), /^permitrootlogin no$[^]*^passwordauthentication no$/m);
    t.equal(await instance.shell('systemctl is-enabled apt-daily.timer || true'), 'masked');
    t.equal(await instance.shell('sysctl -n net.core.somaxconn'), '4096');
    t.match(await instance.shell('cat /etc/machine-id'), /^[0-9a-f]{32}$/);
  });

  await t.test('an instance that is not told its environment says so, and serves nothing', async (t) => {
    const instance = await launch(t, ec2, image.id, '');
    await until('it is said', async () => (await instance.console()).includes('no line BAKEROLL_ENV='));
    t.not(await instance.shell(ACTIVE), 'active');
  });
});

const ACTIVE = 'systemctl is-active tiny || true';

async function put(Name: string, Value: string): Promise<void> {
  const ssm = await clients.ssm();
  await ssm.send(new PutParameterCommand({ Name, Value, Type: 'SecureString', Overwrite: true }));
}

/** As it stands in a user's launch template. */
function userData(environment: string): string {
  return [
    '# bakeroll',
    `BAKEROLL_ENV=${environment}`,
    `BAKEROLL_SETTINGS=ssm:/tiny/${environment}/`,
    `BAKEROLL_ENDPOINT=${endpointInside}`,
  ].join('\n');
}
