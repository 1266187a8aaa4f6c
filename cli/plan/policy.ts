import type { PolicyRow } from '../../release/plan-rows.ts';
import { row } from './row.ts';

/** The policy: every key with its value, those that somebody said with who did. */
export function policyLines(rows: readonly PolicyRow[]): string[] {
  const said = rows.map(({ key, value, from }) => {
    // A key stays with its value where the line is broken.
    const words = `${key} ${value}`.replaceAll(' ', NBSP);
    return from === 'default' ? words : `${words}${NBSP}(${from})`;
  });
  return row('policy', said.join(', ')).map((line) => line.replaceAll(NBSP, ' '));
}

const NBSP = '\u00a0';
