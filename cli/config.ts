import { resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import type { Files } from '../world/files.ts';

/**
 * Reads `bakeroll.yml`.
 *
 * @throws Failure `config-invalid` when there is none, or something is wrong with it: all of it, as `file:line:column`
 */
export async function loadConfig(files: Files, path: string): Promise<Config> {
  const text = await files.read(path).catch((cause: unknown) => unreadable(path, cause));
  if (text === undefined) {
    throw new Failure({
      code: 'config-invalid',
      what: `There is no ${path} in ${resolve('.')}.`,
      state: UNTOUCHED,
      next: 'run this in the folder of the application, or name its config: --config FILE',
    });
  }
  const { readConfig } = await import('../config/read.ts');
  const read = readConfig(text);
  if (read.ok) return read.config;
  throw new Failure({
    code: 'config-invalid',
    what: read.problems
      .map(
        ({ line, column, path: key, text }) =>
          `${path}:${line}:${column} ${key === '' ? '' : `${key}: `}${text}`,
      )
      .join('\n'),
    state: UNTOUCHED,
    next: `edit ${path}; docs/configuration.md shows every key`,
  });
}

function unreadable(path: string, cause: unknown): never {
  throw new Failure({
    code: 'config-invalid',
    what: `${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
    state: UNTOUCHED,
    next: 'name the config: --config FILE',
    cause,
  });
}
