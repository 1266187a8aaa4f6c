import { basename } from 'node:path';

/** So many files are named; of more the folder tells. */
const MOST = 3;

/** Where this machine keeps what is known of a roll's bad instances, and how it is read; nothing where it keeps none. */
export function evidenceLines(roll: string, files: readonly string[] = []): string[] {
  if (files.length === 0) return [];
  const names = files.map((file) => basename(file, '.txt'));
  const more = files.length - MOST;
  return [
    `  evidence  of ${roll}: ${names.slice(0, MOST).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    ...files.slice(0, MOST).map((file) => `            less ${file}`),
  ];
}
