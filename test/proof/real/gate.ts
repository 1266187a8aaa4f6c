import { existsSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Loaded before `bakeroll` itself (`node --import`), where the variable names a folder: loads all that a driver loads, says so in
 * that folder, and waits there until the gate opens. What takes long is done by then, and the race is for the lease.
 */
const FOLDER = process.env['PROOF_GATE'];

if (FOLDER !== undefined && basename(process.argv[1] ?? '') === 'bakeroll.js') {
  await Promise.all([
    import('../../../cli/main.ts'),
    import('../../../cli/commands/roll.ts'),
    import('../../../world/postgres.ts'),
    import('@aws-sdk/client-auto-scaling'),
    import('@aws-sdk/client-ec2'),
    import('@aws-sdk/client-elastic-load-balancing-v2'),
    import('@aws-sdk/client-sts'),
  ]);
  writeFileSync(join(FOLDER, `${process.pid}.ready`), '');
  while (!existsSync(join(FOLDER, 'open'))) await pause(25);
}
