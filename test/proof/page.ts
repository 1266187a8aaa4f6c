import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Keeping } from './kept.ts';
import type { Part } from './part.ts';
import { headlineOf, NOT_YET, sectionOf } from './summary.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** The summary, and who quotes it. */
export const PAGE = join(ROOT, 'docs', 'proof.md');
const README = join(ROOT, 'README.md');

/**
 * Renews the sections of these parts in docs/proof.md, and README's lines of them. What other machines found of parts that
 * were not run on this one stays as it is.
 */
export function writeSummary(parts: readonly Part[], keeping: Keeping): void {
  for (const part of parts) {
    const kept = keeping.of(part.name);
    if (kept === undefined && wasRun(readFileSync(PAGE, 'utf8'), part.name)) continue;
    replaceIn(PAGE, part.name, sectionOf(part, kept));
    replaceIn(README, part.name, `- ${headlineOf(part, kept)}`);
  }
}

/** Whether the page has what some machine found of it. */
function wasRun(page: string, part: string): boolean {
  return page.includes(beginOf(part)) && !page.includes(`**${part}**: ${NOT_YET}`);
}

function replaceIn(path: string, part: string, text: string): void {
  writeFileSync(path, withSection(readFileSync(path, 'utf8'), part, text));
}

/**
 * A page with that text in the place of what stands between the markers of the part; a part that has none there yet comes
 * last.
 *
 * @throws Error when the page has no end of the proof
 */
export function withSection(page: string, part: string, text: string): string {
  const [begin, end] = [beginOf(part), `<!-- /proof ${part} -->`];
  const from = page.indexOf(begin);
  const to = page.indexOf(end, from);
  const section = `${begin}\n${text}\n`;
  if (from !== -1 && to !== -1) return page.slice(0, from) + section + page.slice(to);
  const last = page.indexOf(LAST);
  if (last === -1) throw new Error(`the page has no line ${LAST}`);
  return `${page.slice(0, last)}${section}${end}\n${page.slice(last)}`;
}

function beginOf(part: string): string {
  return `<!-- proof ${part} -->`;
}

const LAST = '<!-- /proof -->';
