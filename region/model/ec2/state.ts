import type { SecurityGroup } from './security-groups.ts';
import type { LaunchTemplate } from './templates.ts';

/** Everything that EC2 remembers, each list in the order in which it was made. Times are milliseconds since the epoch. */
export interface Ec2State {
  instances: Instance[];
  images: Image[];
  snapshots: Snapshot[];
  /** The layers kept by `Machines.capture`, until neither an image nor an instance stands on them. */
  layers: string[];
  keyPairs: KeyPair[];
  securityGroups: SecurityGroup[];
  templates: LaunchTemplate[];
  /** What calls with a ClientToken made, so that the same call again makes nothing. */
  tokens: MadeByToken[];
  /** For each subnet, the number of the address that is tried next: an address just freed is not given out at once. */
  nextAddress: Record<string, number>;
}

export type Tags = Record<string, string>;

export type InstanceState = 'pending' | 'running' | 'shutting-down' | 'terminated' | 'stopping' | 'stopped';

export interface Instance {
  readonly instanceId: string;
  readonly reservationId: string;
  readonly launched: number;
  readonly imageId: string;
  /** The image's layers at the launch, newest first: the instance stands on them even when the image is gone. */
  readonly layers: readonly string[];
  readonly architecture: Architecture;
  instanceType: string;
  readonly zone: string;
  readonly subnetId: string;
  readonly networkInterfaceId: string;
  readonly privateAddress: string;
  readonly publicAddress: string;
  securityGroups: readonly string[];
  readonly keyName: string | undefined;
  /** Base64, as it was given. */
  userData: string | undefined;
  /** The name of its role: that of its instance profile, where IAM does not know the profile. */
  readonly role: string | undefined;
  /** The ARN of its instance profile, where IAM knows it. */
  readonly profileArn?: string | undefined;
  /** What IMDS gives to the role. */
  credentials: Credentials;
  /** Those before them, which may be good still. */
  formerCredentials?: Credentials;
  readonly template: { readonly id: string; readonly version: number } | undefined;
  onShutdown: 'stop' | 'terminate';
  readonly volume: Volume;
  tags: Tags;
  /** While it is pending: its machine does not start before. */
  bootsAt?: number;
  state: InstanceState;
  /** Since when it is in its state. */
  since: number;
  /** Since when it does not run any more, or is on its way to that. */
  offSince?: number | undefined;
  reason: StateReason | undefined;
  settings?: InstanceSettings;
  /** Since when which of its status checks fails. */
  impaired?: { readonly system?: number | undefined; readonly instance?: number | undefined };
}

/** What was said of an instance beside what it is made of. */
export interface InstanceSettings {
  readonly ebsOptimized?: boolean | undefined;
  readonly monitored?: boolean | undefined;
  readonly terminationProtected?: boolean | undefined;
  readonly stopProtected?: boolean | undefined;
  /** It has no public address. */
  readonly privateOnly?: boolean | undefined;
  /** Of the answers of the metadata service. */
  readonly hopLimit?: number | undefined;
  interfaceTags?: Tags;
}

export interface StateReason {
  readonly code: string;
  readonly message: string;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly token: string;
  /** Missing in what an older version made: they do not end. */
  readonly expires?: number;
}

/** The root volume of an instance: it lives and dies with it. */
export interface Volume {
  readonly volumeId: string;
  readonly snapshotId: string;
  readonly device: string;
  /** GiB. */
  readonly size: number;
  readonly type: string;
  readonly iops?: number | undefined;
  readonly throughput?: number | undefined;
  tags: Tags;
}

export type Architecture = 'x86_64' | 'arm64';

export interface Image {
  readonly imageId: string;
  readonly name: string;
  readonly ownerId: string;
  readonly created: number;
  readonly architecture: Architecture;
  readonly layers: readonly string[];
  readonly snapshotId: string;
  /** GiB. */
  readonly size: number;
  /** The instance that it was made of. */
  readonly source: string | undefined;
  /** The image that it is a copy of, its region, and until when the copying takes. */
  readonly copy?: { readonly imageId: string; readonly region: string; readonly until: number };
  description: string;
  state: 'pending' | 'available' | 'failed' | 'disabled';
  reason: StateReason | undefined;
  tags: Tags;
  /** From when on it is said to be old. */
  deprecation?: number | undefined;
  /** What keeps it from being deregistered. */
  protection?: ImageProtection | undefined;
  /** Its launches of the last day, and the last one before. */
  launches?: number[];
  /** The accounts that may launch it, and `all` for everybody. */
  sharedWith?: string[];
}

export type ImageProtection =
  | { readonly kind: 'on'; readonly withCooldown: boolean }
  | { readonly kind: 'cooling'; readonly until: number };

export interface Snapshot {
  readonly snapshotId: string;
  readonly ownerId: string;
  readonly volumeId: string;
  readonly description: string;
  readonly started: number;
  /** GiB. */
  readonly size: number;
  tags: Tags;
  /** The accounts that may read it, and `all` for everybody. */
  sharedWith?: string[];
}

export interface KeyPair {
  readonly id: string;
  readonly name: string;
  readonly type: 'rsa' | 'ed25519';
  readonly fingerprint: string;
  /** In OpenSSH's form: `ssh-ed25519 AAAA…`. */
  readonly publicKey: string;
  readonly created: number;
  tags: Tags;
}

export interface MadeByToken {
  readonly action: string;
  readonly token: string;
  /** A digest of the call's other parameters: the same token with others is a mistake. */
  readonly digest: string;
  readonly made: string;
  readonly at: number;
}

export function emptyEc2(): Ec2State {
  return {
    instances: [],
    images: [],
    snapshots: [],
    layers: [],
    keyPairs: [],
    securityGroups: [],
    templates: [],
    tokens: [],
    nextAddress: {},
  };
}
