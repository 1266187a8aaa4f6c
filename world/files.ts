import { createHash } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The file system, as the product uses it. Paths are absolute or relative to the working directory. */
export interface Files {
  /** The text, or undefined where there is no such file. */
  read(path: string): Promise<string | undefined>;
  /** The bytes of a file that must be there. */
  readBytes(path: string): Promise<Uint8Array>;
  /** Writes aside and renames, so that no reader sees half a file; makes the folders above. */
  write(path: string, content: string | Uint8Array, mode?: number): Promise<void>;
  exists(path: string): Promise<boolean>;
  isFolder(path: string): Promise<boolean>;
  /** The names in a folder, sorted by byte; empty where there is no such folder. */
  list(path: string): Promise<string[]>;
  makeFolder(path: string, mode?: number): Promise<void>;
  copy(from: string, to: string): Promise<void>;
  chmod(path: string, mode: number): Promise<void>;
  remove(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  sha256(path: string): Promise<string>;
  /** Bytes. */
  size(path: string): Promise<number>;
  /** A new 0700 folder of its own, removed with everything in it when `use` is done. */
  withTemporaryFolder<T>(use: (path: string) => Promise<T>): Promise<T>;
}

export const realFiles: Files = {
  async read(path) {
    try {
      return await fs.readFile(path, 'utf8');
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  },
  readBytes: (path) => fs.readFile(path),
  async write(path, content, mode = 0o644) {
    await fs.mkdir(dirname(path), { recursive: true });
    const aside = `${path}.${process.pid}.new`;
    await fs.writeFile(aside, content, { mode });
    await fs.rename(aside, path);
  },
  exists: async (path) => (await fs.stat(path).catch(absent)) !== undefined,
  isFolder: async (path) => (await fs.stat(path).catch(absent))?.isDirectory() ?? false,
  async list(path) {
    const names = await fs.readdir(path).catch(absent);
    return (names ?? []).sort((a, b) => (a < b ? -1 : 1));
  },
  async makeFolder(path, mode = 0o755) {
    await fs.mkdir(path, { recursive: true, mode });
  },
  copy: (from, to) => fs.cp(from, to, { recursive: true, verbatimSymlinks: true }),
  chmod: (path, mode) => fs.chmod(path, mode),
  remove: (path) => fs.rm(path, { recursive: true, force: true }),
  rename: (from, to) => fs.rename(from, to),
  sha256: async (path) =>
    createHash('sha256')
      .update(await fs.readFile(path))
      .digest('hex'),
  size: async (path) => (await fs.stat(path)).size,
  async withTemporaryFolder(use) {
    const path = await fs.mkdtemp(join(tmpdir(), 'bakeroll-'));
    try {
      return await use(path);
    } finally {
      await fs.rm(path, { recursive: true, force: true });
    }
  },
};

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

function absent(error: unknown): undefined {
  if (isMissing(error)) return undefined;
  throw error;
}
