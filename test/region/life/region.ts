import { execFile, type ExecFileException } from 'node:child_process';
import { join } from 'node:path';

const PROGRAM = join(import.meta.dirname, '../../../region/main.ts');

/** How the region's own program ended. */
export interface Said {
  readonly code: number;
  /** Its one line. */
  readonly report: Readonly<Record<string, unknown>>;
}

/** Runs `region/main.ts` with these words. @param env beside or instead of our own variables */
export function region(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Said> {
  return new Promise((resolve, reject) => {
    const options = { env: { PATH: process.env['PATH'], ...env } };
    execFile(
      process.execPath,
      [PROGRAM, ...words],
      options,
      (error: ExecFileException | null, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        if (typeof code !== 'number' || !stdout.startsWith('{')) reject(new Error(stderr, { cause: error }));
        else resolve({ code, report: JSON.parse(stdout) as Said['report'] });
      },
    );
  });
}
