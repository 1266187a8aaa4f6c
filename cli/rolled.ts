import { join } from 'node:path';
import type { Rolled } from '../release/roll.ts';
import type { Evidence, RollOutcome } from '../roll/outcome.ts';
import { Failure } from '../world/failure.ts';
import { EXIT, type ExitCode } from './exit.ts';
import type { Output } from './output.ts';

/** What a command wants of a roll: that its release serves, that it goes back, or that it rests. */
export type Wish = 'serve' | 'go-back' | 'rest';

/**
 * Tells how a roll ended.
 *
 * @returns 0, where that is what was wished for, and nothing is left
 * @throws Failure `roll-went-back`, `roll-stranded`, `roll-untidy`, `roll-paused`
 */
export function tellRolled(
  output: Output,
  environment: string,
  rolled: Rolled,
  wish: Wish = 'serve',
): ExitCode {
  const { roll, release, outcome, state, calls } = rolled;
  const granted = outcome.kind === GRANTED[wish];
  const done = granted && outcome.left.length === 0;
  const sentence = `${SAYING[wish](release)} on ${environment}: ${state}  (${roll}; ${calls.reads} reads and ${calls.writes} writes to AWS)`;
  output.answer({
    type: 'roll',
    // What went otherwise is told by the error alone, in its four parts.
    lines: done ? [sentence] : [],
    record: { roll, environment, release: `v${release}`, outcome: outcome.kind, state, calls },
  });
  if (done) return EXIT.done;
  throw granted && wish === 'go-back'
    ? untidy(environment, rolled, SAYING[wish](release))
    : failureOf(environment, rolled, outcome);
}

const GRANTED = { serve: 'done', 'go-back': 'went-back', rest: 'paused' } as const satisfies Record<
  Wish,
  RollOutcome['kind']
>;

const SAYING: Record<Wish, (release: number) => string> = {
  serve: (release) => `v${release} serves`,
  'go-back': (release) => `What served before v${release} serves`,
  rest: (release) => `The roll to v${release} rests`,
};

function failureOf(environment: string, rolled: Rolled, outcome: RollOutcome): Failure {
  const { release, roll, state } = rolled;
  switch (outcome.kind) {
    case 'done':
      return untidy(environment, rolled, SAYING.serve(release));
    case 'went-back':
      return new Failure({
        code: 'roll-went-back',
        what: `The ${rolled.kind} ${roll} to v${release} went back: ${outcome.because}.`,
        ...whyOf(outcome.evidence, rolled),
        state: [...stillOn(rolled), state, ...leftOf(outcome)].join(' '),
        next:
          rolled.kind === 'rollback'
            ? `bakeroll rollback ${environment} TARGET   to another one; bakeroll history ${environment}`
            : `mend it, then bakeroll release ${environment}`,
      });
    case 'stranded':
      return new Failure({
        code: 'roll-stranded',
        what: `The roll ${roll} to v${release} could not be ended: ${outcome.because}.`,
        ...whyOf(outcome.evidence, rolled),
        state,
        next: `bakeroll rollback ${environment}   or the same command again: it goes on where it is`,
      });
    case 'gave-way':
      return new Failure({
        code: 'gave-way',
        what: `The roll ${roll} to v${release} is no longer driven from here: ${outcome.because}.`,
        state: [state, ...leftOf(outcome)].join(' '),
        next: `bakeroll status ${environment}`,
      });
    case 'paused':
      return new Failure({
        code: 'roll-paused',
        what: `The roll ${roll} to v${release} is at rest: ${outcome.because}.`,
        ...whyOf(outcome.evidence, rolled),
        state: [state, ...leftOf(outcome)].join(' '),
        next: `bakeroll resume ${environment} ${roll}   goes on; bakeroll abort ${environment} ${roll}   goes back`,
      });
  }
}

/** What was asked for serves, but not all is as it was found. */
function untidy(environment: string, { outcome, state }: Rolled, what: string): Failure {
  return new Failure({
    code: 'roll-untidy',
    what: `${what}, but something is left: ${'left' in outcome ? outcome.left.join('; ') : ''}.`,
    state,
    next: `bakeroll tidy ${environment}   puts back what is still ours; what somebody else set is theirs`,
  });
}

function leftOf({ left }: { readonly left: readonly string[] }): string[] {
  return left.length === 0 ? [] : [`Left: ${left.join('; ')}.`];
}

/** A rollback that fails leaves people where they did not want to stay. */
function stillOn({ kind, from }: Rolled): string[] {
  return kind === 'rollback' && from !== undefined
    ? [`Still on v${from}, the release you wanted to leave.`]
    : [];
}

/** The last lines of what is known of the first bad instance: its console's, where it has one. */
function whyOf(evidence: Evidence, { evidenceIn }: Rolled): { why?: string } {
  const [instance, console = ''] = Object.entries(evidence)[0] ?? [];
  if (instance === undefined || console === '') return {};
  const lines = console.trimEnd().split('\n').slice(-8);
  const file = join(evidenceIn, `${instance}.txt`);
  return { why: [`likely: ${instance} said`, ...lines, `all that is known of it: ${file}`].join('\n') };
}
