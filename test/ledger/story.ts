import type { Fact, Recorded } from '../../ledger/facts.ts';

/**
 * Facts of one environment from lines like these, a minute apart:
 *
 *     roll v41 -> 0           a roll of v41 whose command ended with 0
 *     roll v42                … that never ended
 *     rollback v41 from v42 -> 0
 *     unlock
 *
 * Refuses a line that it does not know.
 */
export function story(...lines: string[]): Recorded[] {
  const facts: Recorded[] = [];
  const tell = (fact: Fact, roll?: string) => {
    const id = facts.length + 1;
    facts.push({ id, at: id * 60_000, environment: 'dev', ...(roll !== undefined && { roll }), fact });
  };
  lines.forEach((line, index) => {
    tellLine(line, `r-${index + 1}`, tell);
  });
  return facts;
}

const LINE = /^(?<kind>roll|rollback) v(?<release>\d+)(?: from v(?<from>\d+))?(?: -> (?<exit>\d+))?$/;

function tellLine(line: string, roll: string, tell: (fact: Fact, roll?: string) => void): void {
  if (line === 'unlock') {
    tell({ type: 'unlocked', by: 'anna' });
    return;
  }
  const { kind, release, from, exit } = LINE.exec(line)?.groups ?? {};
  if (kind === undefined || (kind === 'rollback' && from === undefined))
    throw new Error(`no such line: ${line}`);
  tell(began(kind === 'roll' ? 'roll' : 'rollback', Number(release), from), roll);
  if (exit !== undefined)
    tell({ type: 'roll-ended', outcome: Number(exit), state: `ended with ${exit}` }, roll);
}

function began(kind: 'roll' | 'rollback', release: number, from: string | undefined): Fact {
  return {
    type: 'roll-began',
    kind,
    release,
    image: `ami-${release}`,
    ...(from !== undefined && { from: Number(from) }),
    by: 'anna',
    resolved: {},
  };
}
