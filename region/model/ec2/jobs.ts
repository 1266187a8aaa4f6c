import type { Region } from '../../region.ts';

/**
 * Runs `work` for the instance or image `id`, unless there is work for it under way: a machine has one thing done to it at a
 * time. When it ends the parts are advanced, and see what is due next. Nothing of it is kept: after a restart it follows from
 * the state what must be done.
 *
 * @param work must not reject: how it failed belongs into the state
 */
export function runJob(region: Region, id: string, work: () => Promise<void>): void {
  const busy = busyOf(region);
  if (busy.has(id)) return;
  busy.add(id);
  void work().finally(() => {
    busy.delete(id);
    region.stir();
  });
}

const busyIds = new WeakMap<Region, Set<string>>();

function busyOf(region: Region): Set<string> {
  const known = busyIds.get(region);
  if (known !== undefined) return known;
  const made = new Set<string>();
  busyIds.set(region, made);
  return made;
}
