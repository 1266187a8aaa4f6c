import type { MachineSpec } from '../../machines/machines.ts';
import type { Region } from '../../region.ts';
import type { Instance } from './state.ts';

/** What a machine is made from: the instance in the words of the port under it. */
export function machineSpec(region: Region, instance: Instance): MachineSpec {
  const { instanceId, imageId, instanceType, zone, layers, privateAddress, publicAddress, role } = instance;
  return {
    instanceId,
    imageId,
    instanceType,
    zone,
    region: region.name,
    accountId: region.accountId,
    layers,
    privateAddress,
    publicAddress: instance.settings?.privateOnly === true ? undefined : publicAddress,
    userData: decoded(instance.userData),
    key: keyOf(region, instance),
    role,
  };
}

function decoded(userData: string | undefined): string | undefined {
  return userData === undefined ? undefined : Buffer.from(userData, 'base64').toString('utf8');
}

/** A key pair may be deleted before its instance boots: it boots without. */
function keyOf(region: Region, { keyName }: Instance): MachineSpec['key'] {
  const pair = region.state.ec2.keyPairs.find(({ name }) => name === keyName);
  return pair === undefined ? undefined : { name: pair.name, publicKey: pair.publicKey };
}
