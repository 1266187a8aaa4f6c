import { type DatabaseOptions, endDatabase, hasDatabase, resumeDatabase } from '../database.ts';
import { standing } from '../faults/strike.ts';
import type { Region } from '../region.ts';

/** Gives what brings the region's database to where its faults want it: down, or up. Safe to call at any time. */
export function databaseFollower(region: Region, options: DatabaseOptions): () => void {
  let isDown = false;
  let busy = false;

  function follow(): void {
    const wanted = standing(region, 'database-down') !== undefined;
    if (busy || wanted === isDown || !hasDatabase(options.folder)) return;
    busy = true;
    const work = wanted ? endDatabase(options.folder) : resumeDatabase(options);
    work.then(
      () => {
        [isDown, busy] = [wanted, false];
        follow();
      },
      (cause: unknown) => {
        busy = false;
        console.error('the database could not be brought down or up, and is tried again', cause);
      },
    );
  }

  return follow;
}
