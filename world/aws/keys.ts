import type { Clients } from './clients.ts';
import { taggedAs } from './run-tag.ts';

/** Brings a public key, in OpenSSH's form, as a key pair named and tagged as the run. */
export async function importKey(clients: Clients, run: string, publicKey: string): Promise<void> {
  const { ImportKeyPairCommand } = await import('@aws-sdk/client-ec2');
  const key = {
    KeyName: run,
    PublicKeyMaterial: Buffer.from(publicKey),
    TagSpecifications: taggedAs('key-pair', run),
  };
  await (await clients.ec2()).send(new ImportKeyPairCommand(key));
}
