import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';

/**
 * Names, in six letters, the processes among which a lock holds (world/lock.ts): those of this network namespace, of this boot
 * of this machine. What carries the name of another space may belong to a process that cannot be seen from here.
 */
export function lockSpace(): string {
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
  const namespace = readlinkSync('/proc/self/ns/net');
  return createHash('sha256').update(`${boot}${namespace}`).digest('hex').slice(0, 6);
}
