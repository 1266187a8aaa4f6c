import { type Figure, meetsAim } from './figure.ts';
import type { Measured, Results } from './results.ts';

const BEGIN = '<!-- bench: made from bench/results.json by `npm run bench -- --table` -->';
const END = '<!-- /bench -->';

/**
 * A text with the table of these results in the place of the one between its two markers.
 *
 * @throws Error when the text has not both markers, in their order
 */
export function withTable(text: string, results: Results): string {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END, begin);
  if (begin === -1 || end === -1) throw new Error(`the text has no lines ${BEGIN} and ${END}`);
  return `${text.slice(0, begin + BEGIN.length)}\n${renderTable(results)}\n${text.slice(end)}`;
}

/** The figures as a table in Markdown, in the order of the results, and below it where they were measured. */
export function renderTable(results: Results): string {
  const all = Object.values(results);
  if (all.length === 0) return 'Nothing has been measured yet.';
  const rows = all.flatMap(({ figures }) => figures.map(rowOf));
  const places = [...new Set(all.map(placeOf))];
  return ['| | measured | aim |', '|---|---:|---:|', ...rows, '', ...places].join('\n');
}

function rowOf(figure: Figure): string {
  const { name, value, unit, aim } = figure;
  const shown = `${rounded(value)} ${unit}`;
  return `| ${name} | ${meetsAim(figure) ? shown : `**${shown}** (missed)`} | ${aim ? describeAim(aim, unit) : ''} |`;
}

function describeAim(aim: NonNullable<Figure['aim']>, unit: string): string {
  return 'atMost' in aim
    ? `at most ${rounded(aim.atMost)} ${unit}`
    : `at least ${rounded(aim.atLeast)} ${unit}`;
}

/** Two decimals where there are any: never so few that a miss looks like its aim. */
function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function placeOf({ machine, at, commit }: Measured): string {
  return `Measured on ${at.slice(0, 10)} at ${commit}: ${machine}.`;
}
