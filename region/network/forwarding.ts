import { readdir, readFile, rm, writeFile } from 'node:fs/promises';

const SWITCH = '/proc/sys/net/ipv4/ip_forward';

/** Lets the host forward packets, and remembers in the file `keep` how the switch stood before the first region. */
export async function allowForwarding(keep: string): Promise<void> {
  await writeFile(keep, await readFile(SWITCH), { flag: 'wx' }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  });
  await writeFile(SWITCH, '1\n');
}

/** Puts the switch back as it stood, once the last region's link is gone. */
export async function restoreForwarding(keep: string): Promise<void> {
  const links = await readdir('/sys/class/net');
  if (links.some((name) => /^br-\d+$/.test(name))) return;
  const before = await readFile(keep, 'utf8').catch(() => undefined);
  if (before === undefined) return;
  await writeFile(SWITCH, before);
  await rm(keep);
}
