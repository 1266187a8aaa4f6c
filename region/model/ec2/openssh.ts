import {
  type KeyObject,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
} from 'node:crypto';

import { AwsError } from '../../protocol/aws-error.ts';
import type { Random } from '../../random.ts';
import type { Region } from '../../region.ts';
import type { KeyMaterial } from './key-pairs.ts';

/**
 * Makes a key as CreateKeyPair does. An RSA key is another one each time, in a region made from a seed too: Node.js makes it
 * of its own randomness.
 *
 * @returns the private key too, in the file form that EC2 gives it in
 */
export function generateKey(
  { random }: Pick<Region, 'random'>,
  type: KeyMaterial['type'],
): {
  readonly material: KeyMaterial;
  readonly privateKey: string;
} {
  return type === 'rsa' ? generateRsa() : generateEd25519(random);
}

/** The fingerprint of a made RSA key is the SHA-1 of its private key in PKCS#8 [UG]. */
function generateRsa(): { material: KeyMaterial; privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const der = privateKey.export({ type: 'pkcs8', format: 'der' });
  const blob = rsaBlob(publicKey);
  return {
    material: {
      type: 'rsa',
      fingerprint: colons('sha1', der),
      publicKey: `ssh-rsa ${blob.toString('base64')}`,
    },
    privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
  };
}

function rsaBlob(key: KeyObject): Buffer {
  const { n = '', e = '' } = key.export({ format: 'jwk' });
  return Buffer.concat([field('ssh-rsa'), field(positive(e)), field(positive(n))]);
}

/** SSH's integers are signed: one whose first bit is set gets a zero in front. */
function positive(base64url: string): Buffer {
  const bytes = Buffer.from(base64url, 'base64url');
  return (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.of(0), bytes]);
}

/** How PKCS#8 begins for an Ed25519 key, whose 32 bytes follow: RFC 8410. */
const ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

function generateEd25519(random: Random): { material: KeyMaterial; privateKey: string } {
  const key = Buffer.concat([ED25519, random.bytes(32)]);
  const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  const { x = '', d = '' } = privateKey.export({ format: 'jwk' });
  const [open, secret] = [Buffer.from(x, 'base64url'), Buffer.from(d, 'base64url')];
  const blob = Buffer.concat([field('ssh-ed25519'), field(open)]);
  return {
    material: {
      type: 'ed25519',
      fingerprint: sha256(blob),
      publicKey: `ssh-ed25519 ${blob.toString('base64')}`,
    },
    privateKey: opensshFile(random, blob, open, secret),
  };
}

/** An `openssh-key-v1` file, without a passphrase: PROTOCOL.key of OpenSSH. */
function opensshFile(random: Random, blob: Buffer, open: Buffer, secret: Buffer): string {
  const check = random.bytes(4);
  const keys = Buffer.concat([check, check, blob, field(Buffer.concat([secret, open])), field('')]);
  const padding = Buffer.from(Array.from({ length: (8 - (keys.length % 8)) % 8 }, (_, index) => index + 1));
  const none = [field('none'), field('none'), field('')];
  const file = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    ...none,
    Buffer.of(0, 0, 0, 1),
    field(blob),
    field(Buffer.concat([keys, padding])),
  ]);
  const lines = file.toString('base64').match(/.{1,70}/g) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join(
    '\n',
  );
}

/** A text or bytes with their length in front, as SSH writes them. */
function field(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/**
 * Reads a public key as ImportKeyPair is given it: `ssh-ed25519 AAAA… comment`.
 *
 * @throws AwsError InvalidKey.Format
 */
export function importKey(text: string): KeyMaterial {
  const [, algorithm, base64 = ''] =
    /^(ssh-rsa|ssh-ed25519) ([A-Za-z0-9+/]+={0,2})(\s|$)/.exec(text.trim()) ?? [];
  const blob = Buffer.from(base64, 'base64');
  const named = field(algorithm ?? '');
  if (algorithm === undefined || !blob.subarray(0, named.length).equals(named)) {
    throw new AwsError('InvalidKey.Format', 'Key is not in valid OpenSSH public key format');
  }
  const publicKey = `${algorithm} ${base64}`;
  if (algorithm === 'ssh-rsa') return { type: 'rsa', fingerprint: importedRsaFingerprint(blob), publicKey };
  return { type: 'ed25519', fingerprint: sha256(blob), publicKey };
}

/** The fingerprint of an imported RSA key is the MD5 of its public key in DER [UG]. */
function importedRsaFingerprint(blob: Buffer): string {
  const [, e, n] = fieldsOf(blob);
  const jwk = { kty: 'RSA', n: n?.toString('base64url') ?? '', e: e?.toString('base64url') ?? '' };
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  return colons('md5', key.export({ type: 'spki', format: 'der' }));
}

/** The other way of `field`. */
function fieldsOf(blob: Buffer): Buffer[] {
  const fields: Buffer[] = [];
  for (let at = 0; at + 4 <= blob.length; at += 4 + (fields.at(-1)?.length ?? 0)) {
    fields.push(blob.subarray(at + 4, at + 4 + blob.readUInt32BE(at)));
  }
  return fields;
}

function colons(hash: 'md5' | 'sha1', bytes: Buffer): string {
  const hex = createHash(hash).update(bytes).digest('hex');
  return hex.match(/../g)?.join(':') ?? hex;
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64');
}
