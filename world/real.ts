import { realClock } from './clock.ts';
import { realFiles } from './files.ts';
import { realShell } from './shell.ts';
import type { Note, World } from './world.ts';

/** The world as it is; `note` is handed in by whoever shows progress. */
export function realWorld(note: (note: Note) => void): World {
  return {
    clock: realClock,
    shell: realShell,
    files: realFiles,
    variable: (name) => process.env[name],
    note,
  };
}
