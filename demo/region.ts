import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Stage } from './stage.ts';

const run = promisify(execFile);
const SCRIPT = join(import.meta.dirname, '..', 'examples', 'hello', 'infrastructure.ts');

/** What `bakeroll region up --database` keeps for its user. */
const Kept = z.object({
  name: z.string(),
  database: z.object({ inside: z.string(), outside: z.string() }),
});

/** The application's database: its URL as the instances reach it, and as the driver does. */
export interface Databases {
  readonly inside: string;
  readonly outside: string;
}

export function databasesOf(stage: Stage, region: string): Databases {
  const path = join(stage.state, 'bakeroll', 'regions', `${region}.json`);
  return Kept.parse(JSON.parse(readFileSync(path, 'utf8'))).database;
}

const Made = z.object({ url: z.string(), group: z.string(), targetGroupArn: z.string() });

export type Infrastructure = z.infer<typeof Made>;

/** Makes hello's load balancer, target group, template and group, as its user's Terraform would. */
export async function makeInfrastructure(stage: Stage, databases: Databases): Promise<Infrastructure> {
  const { stdout } = await run(process.execPath, [SCRIPT, 'up', 'dev'], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      XDG_STATE_HOME: stage.state,
      DATABASE_URL: databases.inside,
    },
  });
  return Made.parse(JSON.parse(stdout));
}
