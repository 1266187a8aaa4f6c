import type { Rest, Roll } from '../ledger/folds/rolls.ts';
import type { Moved } from '../release/move.ts';
import { Failure } from '../world/failure.ts';
import { EXIT, type ExitCode } from './exit.ts';
import type { Output } from './output.ts';
import { tellRolled, type Wish } from './rolled.ts';

/**
 * Tells what came of moving an unfinished roll.
 *
 * @returns 0, where what was wished for is so: it serves, it went back, it rests
 * @throws Failure `ended-before`, `roll-went-back`, `roll-stranded`, `roll-untidy`, `roll-paused`, `gave-way`
 */
export function tellMoved(output: Output, environment: string, wish: Wish, moved: Moved): ExitCode {
  if (moved.kind === 'drove') return tellRolled(output, environment, moved.rolled, wish);
  const roll = moved.kind === 'ended' ? moved.roll : undefined;
  if (roll && !GRANTED[wish].includes(roll.standing.at)) throw otherwise(environment, roll);
  output.answer({
    type: 'roll',
    lines: [roll === undefined ? `No roll is unfinished on ${environment}: nothing to do.` : sentence(roll)],
    record: {
      ...(roll && { roll: roll.id }),
      environment,
      outcome: roll === undefined ? 'already' : roll.standing.at,
      ...(roll && { release: `v${roll.release}`, state: stateOf(roll) }),
    },
  });
  return EXIT.done;
}

/** Where a roll stands when the wish came true, by whoever drove it. */
const GRANTED: Record<Wish, readonly Rest[]> = {
  serve: ['proven'],
  'go-back': ['went-back', 'untouched'],
  rest: ['unfinished', 'went-back', 'untouched', 'proven'],
};

const ENDED: Record<Rest, string> = {
  'under-way': 'is under way',
  proven: 'ended: its release serves',
  'went-back': 'went back',
  untouched: 'ended before it changed anything',
  unfinished: 'is at rest',
};

function sentence(roll: Roll): string {
  return `The roll ${roll.id} to v${roll.release} ${ENDED[roll.standing.at]}: ${stateOf(roll)}`;
}

function stateOf({ standing }: Roll): string {
  return standing.at === 'under-way' ? '' : standing.state;
}

/** It came to another end than the one that was wished for. */
function otherwise(environment: string, roll: Roll): Failure {
  const { id, standing } = roll;
  const rests = standing.at === 'unfinished';
  return new Failure({
    code: !rests ? 'ended-before' : standing.exit === 9 ? 'roll-stranded' : 'roll-paused',
    what: `The roll ${id} to v${roll.release} ${ENDED[standing.at]}.`,
    state: stateOf(roll),
    next: rests
      ? `bakeroll resume ${environment} ${id}   goes on; bakeroll abort ${environment} ${id}   goes back`
      : `bakeroll rollback ${environment}   or bakeroll roll ${environment} TARGET`,
  });
}
