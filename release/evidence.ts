import { join } from 'node:path';
import type { EvidenceOptions } from '../roll/evidence.ts';
import { stateFolder } from '../world/places.ts';
import { findSecret } from './secret.ts';
import type { Session } from './session.ts';

/** How long evidence is kept: days. */
const DAYS = 30;

/** What is kept of bad instances, and in which folder. */
export interface EvidenceHere extends EvidenceOptions {
  readonly folder: string;
}

/** Where the evidence of one roll is kept, on this machine: one file an instance, which only its owner reads. */
export async function evidenceOf(session: Session, roll: string): Promise<EvidenceHere> {
  const { world } = session;
  const all = evidenceFolder();
  const today = dayOf(world.clock.now());
  const folder = join(all, today, `${prefixOf(session)}${roll}`);
  let told = false;
  return {
    folder,
    secrets: await secretsOf(session),
    keep: async (instance, text) => {
      await world.files.makeFolder(folder, 0o700);
      await world.files.write(join(folder, `${instance}.txt`), text, 0o600);
      if (told) return;
      told = true;
      world.note({ step: 'roll', text: `what is known of bad instances is kept in ${folder}` });
      await forget(session, all);
    },
  };
}

/** By the id of the roll, the files that this machine keeps of bad instances of the environment, each with its whole path. */
export async function evidenceKept(session: Session): Promise<ReadonlyMap<string, readonly string[]>> {
  const { files } = session.world;
  const prefix = prefixOf(session);
  const kept = new Map<string, readonly string[]>();
  for (const day of await files.list(evidenceFolder())) {
    const folder = join(evidenceFolder(), day);
    for (const name of (await files.list(folder)).filter((one) => one.startsWith(prefix))) {
      const roll = name.slice(prefix.length);
      const paths = (await files.list(join(folder, name))).map((file) => join(folder, name, file));
      kept.set(roll, [...(kept.get(roll) ?? []), ...paths]);
    }
  }
  return kept;
}

function evidenceFolder(): string {
  return join(stateFolder(), 'evidence');
}

function prefixOf({ config, name }: Session): string {
  return `${config.app}.${name}.`;
}

async function forget({ world }: Session, folder: string): Promise<void> {
  const oldest = dayOf(world.clock.now() - DAYS * 86_400_000);
  for (const day of await world.files.list(folder))
    if (day < oldest) await world.files.remove(join(folder, day));
}

function dayOf(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}

/** Those that the config names where reading them costs no call; what looks like one is hidden anyway. */
async function secretsOf({ world, config, clients }: Session): Promise<string[]> {
  const sources = [config.ledger, config.database?.url].flatMap((source) =>
    source === undefined || source === 'database' || source.from === 'ssm' ? [] : [source],
  );
  const found = await Promise.all(sources.map((source) => findSecret(world, clients, source)));
  return found.flatMap((secret) => (secret === undefined ? [] : [secret, ...passwordOf(secret)]));
}

function passwordOf(secret: string): string[] {
  const [, password] = /:\/\/[^/\s:@]*:([^@\s]+)@/.exec(secret) ?? [];
  return password === undefined ? [] : [password];
}
