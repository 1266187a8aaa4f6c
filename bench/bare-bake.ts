import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Place } from '../examples/hello/infrastructure/cloud.ts';
import type { Stage } from '../demo/stage.ts';

const ANSIBLE = join(import.meta.dirname, '..', 'ansible');

export interface BareOrder {
  readonly stage: Stage;
  readonly place: Place;
  /** The image that is built upon. */
  readonly base: string;
  /** The version of hello that was published. */
  readonly version: string;
}

/**
 * The same bake by the bare tools, as one would type it: `packer build` with the same playbook and the same package, and a key
 * of Packer's own. The image stays in the region.
 *
 * @returns seconds of `packer build` alone: what it needs was laid out before
 */
export function bakeByHand(order: BareOrder): number {
  const folder = mkdtempSync(join(tmpdir(), 'bakeroll-bench-'));
  try {
    layOut(folder, order);
    const start = performance.now();
    execFileSync('packer', ['build', '-color=false', 'image.json'], {
      cwd: folder,
      env: variables(folder, order.place),
      stdio: ['ignore', 2, 2],
    });
    return (performance.now() - start) / 1000;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function layOut(folder: string, { stage, place, base, version }: BareOrder): void {
  cpSync(ANSIBLE, join(folder, 'ansible'), { recursive: true });
  cpSync(join(stage.repository, '.bakeroll', 'apt'), join(folder, 'bakeroll-repository'), {
    recursive: true,
  });
  writeFileSync(join(folder, 'bakeroll-repository', 'key.asc'), publicKey(folder, stage));
  const values = {
    app: 'hello',
    unit: 'hello.service',
    package: { name: 'hello', version },
    repository: { suite: 'bakeroll', component: 'main' },
  };
  writeFileSync(join(folder, 'values.json'), JSON.stringify(values));
  writeFileSync(join(folder, 'image.json'), JSON.stringify(template(place, base)));
}

/** The key by which apt checks the stage's repository. */
function publicKey(folder: string, { state }: Stage): string {
  const home = join(folder, 'gnupg');
  mkdirSync(home, { mode: 0o700 });
  const gpg = (...args: string[]) =>
    execFileSync('gpg', ['--homedir', home, '--batch', '--quiet', ...args], { encoding: 'utf8' });
  gpg('--import', join(state, 'bakeroll', 'apt', 'signing-key.asc'));
  const key = gpg('--armor', '--export');
  execFileSync('gpgconf', ['--homedir', home, '--kill', 'all']);
  return key;
}

function template({ region, endpoint }: Place, base: string) {
  return {
    builders: [
      {
        type: 'amazon-ebs',
        region,
        custom_endpoint_ec2: endpoint,
        skip_region_validation: true,
        skip_metadata_api_check: true,
        source_ami: base,
        instance_type: 't3.micro',
        ami_name: 'by-hand',
        ssh_username: 'admin',
        aws_polling: { delay_seconds: 1, max_attempts: 300 },
      },
    ],
    provisioners: [
      { type: 'file', source: 'bakeroll-repository', destination: '/var/tmp' },
      {
        type: 'ansible',
        playbook_file: 'ansible/image.yml',
        user: 'admin',
        use_proxy: false,
        extra_arguments: ['--extra-vars', '@values.json'],
      },
    ],
  };
}

function variables(folder: string, { credentials }: Place): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: folder,
    ANSIBLE_CONFIG: join(folder, 'ansible', 'ansible.cfg'),
    CHECKPOINT_DISABLE: '1',
    AWS_ACCESS_KEY_ID: credentials?.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials?.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
