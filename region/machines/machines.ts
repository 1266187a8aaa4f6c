/** What the model asks of whatever stands under it: systemd-nspawn containers, or simulated machines. */
export interface Machines {
  /** Boots the machine (again, after `stop`, on the same disk). Resolves when its PID 1 runs; rejects when it cannot start. */
  start(machine: MachineSpec): Promise<void>;
  /** An orderly power-off; the disk stays. Resolves when it is off; resolves at once when it already was. */
  stop(instanceId: string): Promise<void>;
  /** Powers off at once and throws the disk away. Resolves when nothing is left of it. */
  end(instanceId: string): Promise<void>;
  /** Keeps the stopped machine's disk as the layer `layer`. */
  capture(instanceId: string, layer: string): Promise<void>;
  /** Throws a layer away. */
  discard(layer: string): Promise<void>;
  /** Runs a shell script as root in a machine that runs. Rejects when it fails, or the machine does not run. */
  run(instanceId: string, script: string): Promise<string>;
  /** What the machine has written to its console, at most the last 64 KiB, as EC2 keeps it. */
  console(instanceId: string): Promise<string>;
  /** The ids of the machines that run now: those of a region process before this one are taken over at its start. */
  running(): string[];
  /** Tells of a machine that went off by itself (crash, poweroff from inside), not by `stop` or `end`. */
  onOff(listener: (instanceId: string) => void): void;
}

export interface MachineSpec {
  readonly instanceId: string;
  readonly imageId: string;
  readonly instanceType: string;
  readonly zone: string;
  readonly region: string;
  readonly accountId: string;
  /** The layers of its image, newest first; the last one is a base made by the region. */
  readonly layers: readonly string[];
  readonly privateAddress: string;
  /** A loopback address of the host, forwarded in; absent when the instance has none. */
  readonly publicAddress: string | undefined;
  /** Decoded user data. */
  readonly userData: string | undefined;
  /** The OpenSSH public key of its key pair, with the pair's name. */
  readonly key: { readonly name: string; readonly publicKey: string } | undefined;
  /** The name of the instance's role, whose credentials IMDS serves. */
  readonly role: string | undefined;
}
