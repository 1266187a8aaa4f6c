import { CommanderError } from 'commander';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import { COMMANDS } from './commands.ts';

/**
 * What commander could not read in a command line, told as every error is.
 *
 * @param argv the words after `bakeroll`
 */
export function misread({ message }: CommanderError, argv: readonly string[]): Failure {
  const [said = '', hint = ''] = message.replace(/^error: /, '').split('\n');
  const meant = /^\(Did you mean (.*)\?\)$/.exec(hint)?.[1];
  return new Failure({
    code: 'usage',
    what: sentence(said),
    state: UNTOUCHED,
    next: meant === undefined ? helpFor(argv[0]) : `did you mean ${meant}?`,
  });
}

function sentence(said: string): string {
  return `${said.charAt(0).toUpperCase()}${said.slice(1).replace(/\.$/, '')}.`;
}

function helpFor(word: string | undefined): string {
  const known = COMMANDS.some(({ usage }) => usage.split(' ')[0] === word);
  return known ? `bakeroll ${word ?? ''} --help` : 'bakeroll --help';
}
