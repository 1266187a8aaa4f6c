import type { PolicyRow } from '../../release/plan-rows.ts';
import { row } from './row.ts';

/** A line stays within a terminal of usual width. */
const WIDTH = 100;

/** The policy: every key with its value, those that somebody said with who did. */
export function policyLines(rows: readonly PolicyRow[]): string[] {
  const words = rows.map(({ key, value, from }) =>
    from === 'default' ? `${key} ${value}` : `${key} ${value} (${from})`,
  );
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 2 <= WIDTH)
      lines[lines.length - 1] = `${last}, ${word}`;
    else lines.push(word);
  }
  return lines.map((line, i) => row(i === 0 ? 'policy' : '', line));
}
