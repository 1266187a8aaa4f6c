import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'tap';
import { startEmbedded } from '../world/embedded.ts';
import { packageRoot } from '../world/places.ts';
import { connect, type Database } from '../world/postgres.ts';

/** Where the tests' servers keep their program, so that it is copied once. */
export const PROGRAMS = join(packageRoot(), '.bakeroll', 'programs');

/** A folder whose path is short enough for a socket, gone when the test is over. */
export async function shortFolder(t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bakeroll-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A PostgreSQL server for a test file; `database` gives the address of a new, empty database of it. */
export async function testServer(t: Test): Promise<{ database: () => Promise<string> }> {
  const folder = await shortFolder(t);
  const server = await startEmbedded({ folder, programs: PROGRAMS });
  t.teardown(() => server.stop());
  let made = 0;
  return {
    async database() {
      const name = `test${(made += 1)}`;
      const admin = await connect(server.url, 'test');
      await admin.query(`create database ${name}`);
      await admin.close();
      return server.url.replace('/postgres?', `/${name}?`);
    },
  };
}

/** A session that ends with the test. */
export async function session(t: Test, url: string): Promise<Database> {
  const database = await connect(url, 'test');
  t.teardown(() => database.close());
  return database;
}
