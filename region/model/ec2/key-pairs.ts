import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { newId } from './id.ts';
import type { KeyPair, Tags } from './state.ts';

/** @throws AwsError InvalidKeyPair.NotFound */
export function findKeyPair(region: Region, name: string): KeyPair {
  const pair = region.state.ec2.keyPairs.find((one) => one.name === name);
  if (pair !== undefined) return pair;
  throw new AwsError('InvalidKeyPair.NotFound', `The key pair '${name}' does not exist`);
}

/** A public key with what EC2 tells about it. */
export interface KeyMaterial {
  readonly type: 'rsa' | 'ed25519';
  readonly fingerprint: string;
  /** In OpenSSH's form. */
  readonly publicKey: string;
}

/** Keeps a key pair. @throws AwsError InvalidKeyPair.Duplicate */
export function addKeyPair(region: Region, name: string, material: KeyMaterial, tags: Tags): KeyPair {
  const { keyPairs } = region.state.ec2;
  if (keyPairs.some((one) => one.name === name)) {
    throw new AwsError('InvalidKeyPair.Duplicate', `The keypair '${name}' already exists.`);
  }
  const pair: KeyPair = { id: newId(region, 'key'), name, ...material, created: region.clock.now(), tags };
  keyPairs.push(pair);
  return pair;
}

export function removeKeyPair(region: Region, pair: KeyPair): void {
  const { ec2 } = region.state;
  ec2.keyPairs = ec2.keyPairs.filter((one) => one !== pair);
}
