import type { Mutant } from './mutant.ts';

/** A mutant that no test can tell from the program, for it does the same. */
interface Equivalent extends Pick<Mutant, 'file' | 'text' | 'was' | 'becomes'> {
  /** Only the n-th such change of that text, from 0; each of them where this is left out. */
  readonly nth?: number;
  readonly why: string;
}

const EQUIVALENT: readonly Equivalent[] = [];

/** Why the mutant is no fault; undefined where it is one. */
export function reasonFor(mutant: Mutant): string | undefined {
  return EQUIVALENT.find(
    ({ file, text, was, becomes, nth }) =>
      file === mutant.file &&
      text === mutant.text &&
      was === mutant.was &&
      becomes === mutant.becomes &&
      (nth === undefined || nth === mutant.nth),
  )?.why;
}
