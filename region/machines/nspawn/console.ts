import { open, stat, truncate, writeFile } from 'node:fs/promises';

/** What EC2 keeps of a console: the last 64 KiB. */
const KEPT = 64 * 1024;

/** A console's file is cut when it is larger: a machine may write to it for weeks. */
const LARGEST = 1024 * 1024;

/** The last 64 KiB of the console that is written to the file `path`; nothing when there is no such file. */
export async function readConsole(path: string): Promise<string> {
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return '';
  try {
    const { size } = await file.stat();
    const length = Math.min(size, KEPT);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Cuts the file down to its end when it has grown large. Whoever writes to it appends, and goes on at its new end. */
export async function trimConsole(path: string): Promise<void> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size <= LARGEST) return;
  const kept = await readConsole(path);
  await truncate(path);
  await writeFile(path, kept, { flag: 'a' });
}
