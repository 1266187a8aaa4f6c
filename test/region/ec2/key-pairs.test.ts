import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  CreateKeyPairCommand,
  DeleteKeyPairCommand,
  DescribeKeyPairsCommand,
  ImportKeyPairCommand,
} from '@aws-sdk/client-ec2';
import t from 'tap';

import { type Ec2Region, idOf, only, startEc2 } from './scenario.ts';

for (const type of ['rsa', 'ed25519'] as const) {
  t.test(
    `EC2-42 CreateKeyPair gives a real ${type} private key that OpenSSH reads, whose public half is kept`,
    async (t) => {
      const r = await startEc2(t);
      const { KeyMaterial } = await r.ec2.send(new CreateKeyPairCommand({ KeyName: 'ours', KeyType: type }));
      const file = join(t.testdir(), 'key');
      writeFileSync(file, idOf(KeyMaterial), { mode: 0o600 });
      const publicKey = execFileSync('ssh-keygen', ['-y', '-f', file], { encoding: 'utf8' });
      t.equal((await see(r, 'ours')).PublicKey, publicKey.trim());
      t.equal((await see(r, 'ours')).KeyType, type);
    },
  );
}

t.test('EC2-43 without a type CreateKeyPair makes an RSA key', async (t) => {
  const r = await startEc2(t);
  const { KeyMaterial } = await r.ec2.send(new CreateKeyPairCommand({ KeyName: 'ours' }));
  t.match(KeyMaterial, /^-----BEGIN RSA PRIVATE KEY-----\n/);
});

for (const { type, fingerprintOf } of [
  { type: 'rsa', fingerprintOf: md5OfDer },
  { type: 'ed25519', fingerprintOf: sha256OfOpenssh },
]) {
  t.test(
    `EC2-44 an imported ${type} key keeps its bytes and gets the fingerprint that OpenSSH's tools give`,
    async (t) => {
      const r = await startEc2(t);
      const file = join(t.testdir(), 'key');
      execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', 'a comment', '-f', file]);
      const text = readFileSync(`${file}.pub`);
      const { KeyFingerprint } = await r.ec2.send(
        new ImportKeyPairCommand({ KeyName: 'ours', PublicKeyMaterial: text }),
      );
      t.equal(KeyFingerprint, fingerprintOf(file));
      t.equal(`${(await see(r, 'ours')).PublicKey ?? ''} a comment\n`, text.toString());
    },
  );
}

/** `aa:bb:…` of the public key in DER, which ssh-keygen writes as PEM. */
function md5OfDer(file: string): string {
  const pem = execFileSync('ssh-keygen', ['-e', '-m', 'PKCS8', '-f', file], { encoding: 'utf8' });
  const der = Buffer.from(pem.replaceAll(/-----.*-----|\n/g, ''), 'base64');
  return createHash('md5')
    .update(der)
    .digest('hex')
    .replaceAll(/\B(?=(..)+$)/g, ':');
}

/** As `ssh-keygen -l` tells it, with Base64's padding. */
function sha256OfOpenssh(file: string): string {
  const listed = execFileSync('ssh-keygen', ['-l', '-f', file], { encoding: 'utf8' });
  return `${/SHA256:(\S+)/.exec(listed)?.[1] ?? ''}=`;
}

t.test(
  'EC2-45 a key that is none, and a name that is taken, are refused; deleting nothing is nothing',
  async (t) => {
    const r = await startEc2(t);
    const put = (text: string) =>
      r.ec2.send(new ImportKeyPairCommand({ KeyName: 'ours', PublicKeyMaterial: Buffer.from(text) }));
    await t.rejects(put('ssh-ed25519 bm90IGEga2V5'), { name: 'InvalidKey.Format' });
    await t.rejects(put('a key'), { name: 'InvalidKey.Format' });
    await r.ec2.send(new CreateKeyPairCommand({ KeyName: 'ours' }));
    await t.rejects(r.ec2.send(new CreateKeyPairCommand({ KeyName: 'ours' })), {
      name: 'InvalidKeyPair.Duplicate',
    });
    await r.ec2.send(new DeleteKeyPairCommand({ KeyName: 'ours' }));
    await t.rejects(see(r, 'ours'), { name: 'InvalidKeyPair.NotFound' });
    await t.resolves(r.ec2.send(new DeleteKeyPairCommand({ KeyName: 'ours' })));
  },
);

async function see(r: Ec2Region, name: string) {
  return only(
    (await r.ec2.send(new DescribeKeyPairsCommand({ KeyNames: [name], IncludePublicKey: true }))).KeyPairs,
  );
}
