import { setTimeout as pause } from 'node:timers/promises';

import { leftovers, type Standing, standing } from './leftovers.ts';
import { chosenFolders, type Folder, foldersOf, testFiles } from './runner/folders.ts';
import { type FolderResult, runFolder } from './runner/run-folder.ts';

/** How long what ends by itself after a test may take to be gone, in milliseconds. */
const GRACE = 10_000;

/**
 * `npm test [FOLDER...]`: in one lane the folders that need the machine for themselves, one after the other; beside it, in the
 * time that is left, all others. Then proof that nothing of theirs stands on the
 * machine. The last line is `N passed, N failed`, in assertions; what is left behind counts as failed.
 */
async function main(asked: readonly string[]): Promise<number> {
  const before = standing();
  const folders = chosenFolders(foldersOf(testFiles()), asked);
  const lanes = [folders.filter(({ heavy }) => heavy), folders.filter(({ heavy }) => !heavy)];
  const results = (await Promise.all(lanes.map(inTurn))).flat();

  const left = await whatStays(before);
  for (const thing of left) say(`left behind: ${thing}`);
  if (left.length === 0) say('nothing is left on the machine');

  say(results.map(({ name, seconds }) => `${name} ${seconds.toFixed(1)} s`).join(', '));
  const failed = sum(results.map((result) => result.failed)) + left.length;
  say(`${sum(results.map((result) => result.passed))} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function inTurn(folders: readonly Folder[]): Promise<FolderResult[]> {
  const results: FolderResult[] = [];
  for (const folder of folders) results.push(await runFolder(folder, say));
  return results;
}

async function whatStays(before: Standing): Promise<readonly string[]> {
  const deadline = performance.now() + GRACE;
  let left = leftovers(before, standing());
  while (left.length > 0 && performance.now() < deadline) {
    await pause(200);
    left = leftovers(before, standing());
  }
  return left;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

process.exitCode = await main(process.argv.slice(2));
