import type { Instant } from '../../world/clock.ts';
import type { Action } from '../actions.ts';
import type { View } from '../view.ts';

export type Decision =
  | { readonly kind: 'act'; readonly actions: readonly [Action, ...Action[]] }
  | { readonly kind: 'wait'; readonly for: string; readonly until: Instant | undefined }
  | { readonly kind: 'done'; readonly left: readonly string[] }
  /** Mixed and safe: the driver leaves it to a person (ROLL.md 11, code 12). */
  | {
      readonly kind: 'rest';
      readonly because: string;
      /** A person is to say how it goes on; left out, it rests by need. */
      readonly onPurpose?: boolean;
    }
  | { readonly kind: 'halt'; readonly because: string };

/** One rule: its answer, or undefined when it has nothing to say. */
export type Rule = (view: View) => Decision | undefined;

/** An answer to act, where there is anything to do. */
export function act(actions: readonly Action[]): Decision | undefined {
  const [first, ...rest] = actions;
  return first === undefined ? undefined : { kind: 'act', actions: [first, ...rest] };
}
