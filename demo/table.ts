import type { Act, Figures } from './figures.ts';
import type { Stage } from './stage.ts';
import type { Latency } from './traffic/report.ts';

const STEPS = ['package', 'bake', 'migrate', 'roll'];

/** The demo's last screen. */
export function describeFigures(figures: Figures): string {
  const { seconds, regionUp, acts, requests, failures, capacity, calls, verdict } = figures;
  const failed = failures.reduce((sum, { count }) => sum + count, 0);
  const lines = [
    '',
    row(['', ...STEPS, 'all', 'exit']),
    ...acts.map(describeAct),
    '',
    `requests        ${requests}, of which ${failed} failed`,
    ...failures.map(({ kind, release, count }) => `                ${count} ${kind} (release ${release})`),
    `answered by     ${describeAnswers(figures)}`,
    `latency         before ${describeLatency(figures.latency.before)}`,
    `                during ${describeLatency(figures.latency.during)}`,
    `                after  ${describeLatency(figures.latency.after)}`,
    `capacity        never below ${capacity.least} healthy instances; ${capacity.promised} were promised`,
    `AWS calls       ${calls.reads} reads, ${calls.writes} writes`,
    `time            ${regionUp.toFixed(1)} s for the region, ${seconds.toFixed(1)} s in all`,
    '',
    ...(verdict.length === 0 ? ['✔ as promised'] : verdict.map((fault) => `✖ ${fault}`)),
  ];
  return lines.join('\n') + '\n';
}

function describeAct({ title, steps, seconds, exit }: Act): string {
  return row([title, ...STEPS.map((step) => inSeconds(steps[step])), inSeconds(seconds), String(exit)]);
}

function row([first = '', ...others]: readonly string[]): string {
  return first.padEnd(26) + others.map((cell) => cell.padStart(9)).join('');
}

function inSeconds(seconds: number | undefined): string {
  return seconds === undefined ? '–' : `${seconds.toFixed(1)} s`;
}

function describeAnswers({ answers }: Figures): string {
  return Object.entries(answers)
    .map(([release, count]) => `${release} ${count}`)
    .join(', ');
}

function describeLatency({ p50, p99 }: Latency): string {
  return `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
}

/** What to type after `--keep`. */
export function describeNext({ repository, state }: Stage): string {
  const lines = [
    'Kept. To go on:',
    `  cd ${repository} && export XDG_STATE_HOME=${state}`,
    '  bakeroll status dev            (bakeroll: npx --prefix <this checkout> bakeroll)',
    '  bakeroll history dev',
    '  bakeroll region down           when you are done',
  ];
  return '\n' + lines.join('\n') + '\n';
}
