import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Keeps the state of an endpoint's regions in one file, so that SIGKILL at any moment loses at most the request under way. */
export interface Store {
  /** The state as it was last kept; undefined when none ever was. */
  load(): unknown;
  /** Keeps the state, unless it is as it was kept last. When this returns it is on the disk. */
  save(state: object): void;
}

/** @param path of a JSON file in a folder of the region's own; it holds keys, so only its owner may read it */
export function openStore(path: string): Store {
  let kept = existsSync(path) ? readFileSync(path, 'utf8') : undefined;

  function save(state: object): void {
    const text = JSON.stringify(state);
    if (text === kept) return;
    const aside = `${path}.new`;
    try {
      writeDurably(aside, text);
    } catch (cause) {
      // Half of it takes room that is missing already.
      rmSync(aside, { force: true });
      throw cause;
    }
    renameSync(aside, path);
    syncFolder(dirname(path));
    kept = text;
  }

  return {
    load: () => (kept === undefined ? undefined : (JSON.parse(kept) as unknown)),
    save,
  };
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'w', 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The new name lasts only when its folder is on the disk too. */
function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
