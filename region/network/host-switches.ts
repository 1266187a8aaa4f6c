import { readdir, readFile, rm, writeFile } from 'node:fs/promises';

/** The host's switches that a region needs set, and the least that each has to say. */
const SWITCHES = [
  // The instances' way out leads through the host.
  { path: '/proc/sys/net/ipv4/ip_forward', least: 1 },
  // Each instance's systemd watches files as the host's root: at Linux's 128 the twentieth does not boot (measured).
  { path: '/proc/sys/fs/inotify/max_user_instances', least: 8192 },
] as const;

/** Sets the switches, and remembers in the file `keep` how they stood before the first region. */
export async function setHostSwitches(keep: string): Promise<void> {
  const before = await Promise.all(
    SWITCHES.map(async ({ path }) => [path, Number(await readFile(path, 'utf8'))]),
  );
  await writeFile(keep, JSON.stringify(Object.fromEntries(before)), { flag: 'wx' }).catch(
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    },
  );
  for (const { path, least } of SWITCHES) {
    if (Number(await readFile(path, 'utf8')) < least) await writeFile(path, `${least}\n`);
  }
}

/** Puts the switches back as they stood, once the last region's link is gone. */
export async function restoreHostSwitches(keep: string): Promise<void> {
  const links = await readdir('/sys/class/net');
  if (links.some((name) => /^br-\d+$/.test(name))) return;
  const before = await readFile(keep, 'utf8').catch(() => undefined);
  if (before === undefined) return;
  const switches = Object.entries(JSON.parse(before) as Record<string, number>);
  for (const [path, value] of switches) await writeFile(path, `${value}\n`);
  await rm(keep);
}
