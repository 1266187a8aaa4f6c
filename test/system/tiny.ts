import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BakeOrder } from '../../bake/image/order.ts';
import { publish } from '../../bake/apt/publish.ts';
import type { World } from '../../world/world.ts';

/** What a test may change of the package. */
export interface Tiny {
  readonly version: string;
  readonly depends?: string;
}

/** An application that says where it is and what its greeting is, and then waits. */
const PROGRAM = `#!/bin/sh
echo "tiny is in $BAKEROLL_ENV and says: $GREETING"
exec sleep infinity
`;

const UNIT = `[Unit]
Description=Tiny

[Service]
ExecStart=/usr/lib/tiny/tiny
DynamicUser=yes

[Install]
WantedBy=multi-user.target
`;

/** Would start the service where it is installed, as most of Debian's packages do. */
const POSTINST = `#!/bin/sh
set -e
systemctl daemon-reload
deb-systemd-invoke start tiny.service
`;

/** Makes and publishes the package with Debian's and our own tools. @returns the order for its image */
export async function orderTiny(world: World, folder: string, tiny: Tiny): Promise<BakeOrder> {
  const identity = { name: 'tiny', version: tiny.version, architecture: 'all' };
  const file = makeDeb(join(folder, tiny.version), tiny);
  const deb = { ...identity, file, sha256: await world.files.sha256(file) };
  const repository = join(folder, 'apt');
  const published = await publish(world, { repository, key: { folder: join(folder, 'key') } }, deb);
  return {
    app: 'tiny',
    unit: 'tiny.service',
    commit: '0123456789abcdef0123456789abcdef01234567',
    package: { ...identity, sha256: deb.sha256 },
    repository: published,
    base: { name: 'debian-12-amd64-*', owner: '136693071363', login: 'admin' },
    instanceType: 't3.small',
    sshFrom: '127.0.0.0/8',
  };
}

function makeDeb(folder: string, { version, depends = 'init-system-helpers' }: Tiny): string {
  const control = [
    ...['Package: tiny', `Version: ${version}`, 'Architecture: all', `Depends: ${depends}`],
    ...['Maintainer: Ann Other <ann@example.org>', 'Description: says where it is', ''],
  ].join('\n');
  put(join(folder, 'DEBIAN/control'), control);
  put(join(folder, 'DEBIAN/postinst'), POSTINST, 0o755);
  put(join(folder, 'usr/lib/tiny/tiny'), PROGRAM, 0o755);
  put(join(folder, 'usr/lib/systemd/system/tiny.service'), UNIT);
  const file = `${folder}.deb`;
  execFileSync('dpkg-deb', ['--root-owner-group', '--build', folder, file], { stdio: 'ignore' });
  return file;
}

function put(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode });
}
