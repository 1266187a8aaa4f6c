import type { Instant } from '../../world/clock.ts';
import { type Answers, NOT_ASKED, type Question, QUESTIONS } from './questions.ts';

/** The answers as a table in Markdown. @param about whom was asked, and when */
export function rowsOf(answers: Answers, about: { readonly where: string; readonly at: Instant }): string[] {
  const day = new Date(about.at).toISOString().slice(0, 10);
  const questions = Object.entries(QUESTIONS) as [Question, (typeof QUESTIONS)[Question]][];
  return [
    `Asked by \`bakeroll doctor --prove\`: ${about.where}, ${day}.`,
    '',
    '| fact | asked | answer | the local region assumes |',
    '| --- | --- | --- | --- |',
    ...questions.map(
      ([
        name,
        {
          asks,
          answers: [first],
        },
      ]) => {
        return `| \`${name}\` | ${asks} | ${answers.get(name) ?? 'not seen'} | ${first} |`;
      },
    ),
    ...Object.entries(NOT_ASKED).map(([name, why]) => `| \`${name}\` | ${why} | not asked | stays |`),
  ];
}
