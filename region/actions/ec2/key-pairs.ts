import type * as sdk from '@aws-sdk/client-ec2';

import { addKeyPair, findKeyPair, removeKeyPair } from '../../model/ec2/key-pairs.ts';
import { generateKey, importKey } from '../../model/ec2/openssh.ts';
import type { KeyPair } from '../../model/ec2/state.ts';
import { checkTagTypes, tagsFor, wireTags } from '../../model/ec2/tag-specifications.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { filtered } from './filters.ts';

/** An RSA key unless another is asked for, as on AWS: Packer 1.6.6 cannot use it with today's sshd, and imports its own. */
export const createKeyPair = action<sdk.CreateKeyPairRequest, sdk.KeyPair>(
  ['KeyName', 'KeyType', 'KeyFormat', 'TagSpecifications'],
  (region, input) => {
    if (input.KeyFormat === 'ppk') {
      throw new AwsError('UnsupportedOperation', 'The local region does not model the key format ppk');
    }
    checkTagTypes(input.TagSpecifications, ['key-pair']);
    const tags = tagsFor(input.TagSpecifications, 'key-pair');
    const { material, privateKey } = generateKey(region, input.KeyType ?? 'rsa');
    const pair = addKeyPair(region, input.KeyName, material, tags);
    return { ...namesOf(pair), KeyMaterial: privateKey, Tags: wireTags(tags) };
  },
);

export const importKeyPair = action<sdk.ImportKeyPairRequest, sdk.ImportKeyPairResult>(
  ['KeyName', 'PublicKeyMaterial', 'TagSpecifications'],
  (region, input) => {
    checkTagTypes(input.TagSpecifications, ['key-pair']);
    const tags = tagsFor(input.TagSpecifications, 'key-pair');
    const material = importKey(Buffer.from(input.PublicKeyMaterial).toString('utf8'));
    const pair = addKeyPair(region, input.KeyName, material, tags);
    return { ...namesOf(pair), Tags: wireTags(tags) };
  },
);

export const describeKeyPairs = action<sdk.DescribeKeyPairsRequest, sdk.DescribeKeyPairsResult>(
  ['KeyNames', 'KeyPairIds', 'Filters', 'IncludePublicKey'],
  (region, input) => {
    const all = region.state.ec2.keyPairs;
    const byName = input.KeyNames?.map((name) => findKeyPair(region, name));
    const byId = input.KeyPairIds?.map((id) => all.find((pair) => pair.id === id) ?? noSuchId(id));
    const fields = {
      'key-name': (pair: KeyPair) => pair.name,
      'key-pair-id': (pair: KeyPair) => pair.id,
      fingerprint: (pair: KeyPair) => pair.fingerprint,
    };
    const pairs = filtered(byName ?? byId ?? all, input.Filters, fields, ({ tags }) => tags);
    return { KeyPairs: pairs.map((pair) => pairView(pair, input.IncludePublicKey === true)) };
  },
);

/** Deleting a pair that does not exist is nothing, as on AWS [M]. */
export const deleteKeyPair = action<sdk.DeleteKeyPairRequest, sdk.DeleteKeyPairResult>(
  ['KeyName', 'KeyPairId'],
  (region, input) => {
    const pair = region.state.ec2.keyPairs.find(
      ({ id, name }) => id === input.KeyPairId || name === input.KeyName,
    );
    if (pair === undefined) return { Return: true };
    removeKeyPair(region, pair);
    return { Return: true, KeyPairId: pair.id };
  },
);

function namesOf({ id, name, fingerprint }: KeyPair): {
  KeyPairId: string;
  KeyName: string;
  KeyFingerprint: string;
} {
  return { KeyPairId: id, KeyName: name, KeyFingerprint: fingerprint };
}

function pairView(pair: KeyPair, withKey: boolean): sdk.KeyPairInfo {
  return {
    ...namesOf(pair),
    KeyType: pair.type,
    CreateTime: new Date(pair.created),
    Tags: wireTags(pair.tags),
    ...(withKey ? { PublicKey: pair.publicKey } : {}),
  };
}

function noSuchId(id: string): never {
  throw new AwsError('InvalidKeyPair.NotFound', `The key pair ID '${id}' does not exist`);
}
