import type { Verdict } from './run.ts';

/** The text of docs/mutants.md: what was changed, and what noticed it. */
export function mutantsPage(verdicts: readonly Verdict[], when: Date): string {
  const count = (test: (verdict: Verdict) => boolean) => verdicts.filter(test).length;
  const killed = count(({ killer }) => killer !== undefined);
  const explained = verdicts.filter(({ reason }) => reason !== undefined);
  const alive = verdicts.filter(({ killer, reason }) => killer === undefined && reason === undefined);
  const files = [...Map.groupBy(verdicts, ({ mutant }) => mutant.file)];
  return [
    '# Mutants of the roll engine',
    '',
    `Made by \`npm run mutants\` on ${when.toISOString().slice(0, 10)}. Each comparison, constant, condition and clause of what decides, what forbids and what acts, and the order of each two rules, is changed alone; the engine's tests have to notice.`,
    '',
    `**${verdicts.length} mutants: ${killed} turn a test red, ${explained.length} do the same as the program, ${alive.length} are not noticed.**`,
    '',
    '| file | mutants | noticed | the same | not noticed |',
    '|---|---|---|---|---|',
    ...files.map(([file, of]) => {
      const noticed = of.filter(({ killer }) => killer !== undefined).length;
      const same = of.filter(({ reason }) => reason !== undefined).length;
      return `| ${file} | ${of.length} | ${noticed} | ${same} | ${of.length - noticed - same} |`;
    }),
    ...section('Those that do the same', explained),
    ...section('Those that no test notices', alive),
    '',
  ].join('\n');
}

function section(title: string, verdicts: readonly Verdict[]): string[] {
  if (verdicts.length === 0) return [];
  const shown = (text: string) => `\`${text.replaceAll(/\s+/g, ' ').replaceAll('`', "'")}\``;
  const lines = verdicts.map(
    ({ mutant: { file, line, was, becomes }, reason }) =>
      `- ${file}:${line}: ${shown(was)} becomes ${shown(becomes)}${reason === undefined ? '' : `: ${reason}`}`,
  );
  return ['', `## ${title}`, '', ...lines];
}
