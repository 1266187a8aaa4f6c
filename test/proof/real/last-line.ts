import type { Ended } from '../../../demo/command.ts';

/** The error's first part, where it ended with one; else the last line that it gave or said. */
export function lastLine({ answer, said }: Pick<Ended, 'answer' | 'said'>): string {
  const [, what] = /^ {2}What +(.*)$/m.exec(said) ?? [];
  const last = (text: string) => text.trimEnd().split('\n').at(-1) ?? '';
  return what ?? (answer === '' ? last(said) : last(answer));
}
