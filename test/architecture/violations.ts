import { posix } from 'node:path';
import ts from 'typescript';

import { DATA_FOLDERS, IMPORT_TABLE, INNER_FOLDERS, OUTSIDE, REGION_STARTER } from './import-table.ts';

/** Source texts by their paths from the repository's root, such as `roll/roll.ts`. */
export type Sources = ReadonlyMap<string, string>;

/** Every import that the table does not allow, in words, file by file. */
export function violations(sources: Sources): readonly string[] {
  return [...sources].flatMap(([path, text]) =>
    [...folderFaults(path), ...importFaults(path, text), ...regionFaults(path, text)].map(
      (fault) => `${path} ${fault}`,
    ),
  );
}

function folderFaults(path: string): readonly string[] {
  const folder = topOf(path);
  const listed = !path.includes('/') || folder in IMPORT_TABLE || DATA_FOLDERS.includes(folder);
  return listed ? [] : [`is in ${folder}/, which the import table does not know`];
}

function importFaults(path: string, text: string): readonly string[] {
  const folder = topOf(path);
  if (!(folder in IMPORT_TABLE)) return [];
  const imports = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  const faults = imports.flatMap((specifier) =>
    specifier.startsWith('.') ? ownFaults(path, specifier) : packageFaults(folder, specifier),
  );
  // Whatever is imported by an expression cannot be checked; bin/ alone has to choose.
  const unsaid = folder !== 'bin' && INNER_FOLDERS.includes(folder) && /\bimport\(\s*[^'"\s]/.test(text);
  return unsaid ? [...faults, 'imports by an expression'] : faults;
}

function ownFaults(path: string, specifier: string): readonly string[] {
  const target = posix.join(posix.dirname(path), specifier);
  const [from, to] = [topOf(path), topOf(target)];
  const allowed = from === to || IMPORT_TABLE[from]?.includes(to);
  return allowed ? [] : [`imports ${target}: ${from} may not import ${to}`];
}

function packageFaults(folder: string, specifier: string): readonly string[] {
  return INNER_FOLDERS.includes(folder) && OUTSIDE.test(specifier)
    ? [`imports ${specifier}: only world does I/O`]
    : [];
}

/** The region is no import but a program; still one file alone may name it. */
function regionFaults(path: string, text: string): readonly string[] {
  const isProduct = INNER_FOLDERS.includes(topOf(path)) || topOf(path) === 'world';
  if (!isProduct || path === REGION_STARTER) return [];
  return /['"/]region['"]?\s*[/,]\s*['"]?main\b/.test(text)
    ? [`starts the region: only ${REGION_STARTER} does`]
    : [];
}

function topOf(path: string): string {
  return path.split('/')[0] ?? path;
}
