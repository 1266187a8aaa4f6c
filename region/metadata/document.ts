import type { MachineSpec } from '../machines/machines.ts';
import { LASTING } from '../model/ec2/credentials.ts';
import type { Credentials } from '../model/ec2/state.ts';

/** What the metadata service says at a path: a text, or a folder of paths. */
export type Entry = string | { readonly [name: string]: Entry };

/**
 * Everything below `/latest/` that an instance's metadata service answers [UG: instancedata-data-categories].
 *
 * @param credentials those of its role
 * @param lifecycle where its Auto Scaling group takes it
 * @param reclaimed when EC2 takes it back, as a spot instance, where that is known
 */
export function documentOf(
  machine: MachineSpec,
  credentials: Credentials | undefined,
  lifecycle: string | undefined,
  reclaimed?: number,
): Entry {
  return {
    'meta-data': {
      'ami-id': machine.imageId,
      ...(lifecycle === undefined ? {} : { autoscaling: { 'target-lifecycle-state': lifecycle } }),
      'instance-id': machine.instanceId,
      'instance-type': machine.instanceType,
      'local-hostname': hostnameOf(machine),
      'local-ipv4': machine.privateAddress,
      ...(reclaimed === undefined ? {} : { spot: spotNotice(reclaimed) }),
      placement: { 'availability-zone': machine.zone, region: machine.region },
      ...(machine.publicAddress === undefined ? {} : { 'public-ipv4': machine.publicAddress }),
      ...(machine.key === undefined
        ? {}
        : { 'public-keys': { '0': { 'openssh-key': machine.key.publicKey } } }),
      ...(machine.role === undefined || credentials === undefined
        ? {}
        : { iam: { 'security-credentials': { [machine.role]: grant(credentials) } } }),
    },
    ...(machine.userData === undefined ? {} : { 'user-data': machine.userData }),
    dynamic: { 'instance-identity': { document: identity(machine) } },
  };
}

/** [UG: spot-instance-termination-notices] */
function spotNotice(reclaimed: number): Entry {
  const time = new Date(reclaimed).toISOString().replace(/\.\d+Z$/, 'Z');
  return { 'instance-action': JSON.stringify({ action: 'terminate', time }), 'termination-time': time };
}

/** As EC2 names instances by their address. */
function hostnameOf({ privateAddress, region }: MachineSpec): string {
  return `ip-${privateAddress.replaceAll('.', '-')}.${region}.compute.internal`;
}

/** What instances of AWS find at `iam/security-credentials/<role>`. */
function grant({ accessKeyId, secretAccessKey, token, expires = LASTING }: Credentials): string {
  return JSON.stringify({
    Code: 'Success',
    LastUpdated: instant(expires - LASTING),
    Type: 'AWS-HMAC',
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    Token: token,
    Expiration: instant(expires),
  });
}

/** To the second, as IMDS tells time. */
function instant(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}

function identity(machine: MachineSpec): string {
  return JSON.stringify({
    accountId: machine.accountId,
    availabilityZone: machine.zone,
    imageId: machine.imageId,
    instanceId: machine.instanceId,
    instanceType: machine.instanceType,
    privateIp: machine.privateAddress,
    region: machine.region,
  });
}
