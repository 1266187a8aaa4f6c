import { CommanderError } from 'commander';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import { COMMANDS, NO_LEDGER } from './commands.ts';

/**
 * What commander could not read in a command line, told as every error is.
 *
 * @param argv the words after `bakeroll`
 */
export function misread({ message }: CommanderError, argv: readonly string[]): Failure {
  if (/unknown option '--no-ledger'/.test(message)) return needsLedger(argv[0]);
  const [said = '', hint = ''] = message.replace(/^error: /, '').split('\n');
  const meant = /^\(Did you mean (.*)\?\)$/.exec(hint)?.[1];
  return new Failure({
    code: 'usage',
    what: sentence(said),
    state: UNTOUCHED,
    next: meant === undefined ? helpFor(argv[0]) : `did you mean ${meant}?`,
  });
}

/** A command that is nothing without the ledger. */
function needsLedger(word = ''): Failure {
  const able = COMMANDS.filter(({ options }) => options.includes(NO_LEDGER)).map(
    ({ usage }) => usage.split(' ')[0],
  );
  return new Failure({
    code: 'usage',
    what: `${word} cannot do without the ledger: the groups' tags do not tell what it needs.`,
    state: UNTOUCHED,
    next: `--no-ledger is for ${able.join(', ')}`,
  });
}

function sentence(said: string): string {
  return `${said.charAt(0).toUpperCase()}${said.slice(1).replace(/\.$/, '')}.`;
}

function helpFor(word: string | undefined): string {
  const known = COMMANDS.some(({ usage }) => usage.split(' ')[0] === word);
  return known ? `bakeroll ${word ?? ''} --help` : 'bakeroll --help';
}
