import type { Leave } from './ask.ts';

/** How a roll ended; `state` is a sentence from the last look, `left` is what could not be put back. */
export type RollOutcome =
  | { readonly kind: 'done'; readonly left: readonly string[]; readonly state: string }
  | {
      readonly kind: 'went-back';
      readonly because: string;
      readonly left: readonly string[];
      readonly state: string;
      readonly evidence: Evidence;
    }
  | {
      readonly kind: 'paused';
      readonly because: string;
      /** A person is to say how it goes on. */
      readonly onPurpose: boolean;
      readonly left: readonly string[];
      readonly state: string;
      readonly evidence: Evidence;
    }
  | {
      readonly kind: 'gave-way';
      readonly because: string;
      readonly left: readonly string[];
      readonly state: string;
    }
  | {
      readonly kind: 'stranded';
      readonly because: string;
      readonly state: string;
      readonly evidence: Evidence;
    };

/** What is known of each bad instance: its health, what the group did with it, and its console. */
export type Evidence = Readonly<Record<string, string>>;

/** The end of a driver that left the group at rest. */
export function restedBy(
  leave: Leave,
  left: readonly string[],
  state: string,
  evidence: Evidence = {},
): RollOutcome {
  const { because, onPurpose } = leave;
  if (leave.for !== undefined) return { kind: 'gave-way', because, left, state };
  return { kind: 'paused', because, onPurpose, left, state, evidence };
}
