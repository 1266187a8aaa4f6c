/**
 * Every way a run can fail that is not our own fault, each with the phase it belongs to.
 * `cli/exit.ts` gives each its exit code; `docs/errors.md` explains each (a test keeps both whole).
 */
export type FailureCode =
  | 'usage'
  | 'config-invalid'
  | 'tool-missing'
  | 'not-root'
  | 'credentials'
  | 'wrong-account'
  | 'aws-refused'
  | 'region-unreachable'
  | 'group-unfit'
  | 'target-unknown'
  | 'plan-stale'
  | 'nothing-to-roll-back-to'
  | 'ledger-missing'
  | 'ledger-unreachable'
  | 'held'
  | 'frozen'
  | 'package-field'
  | 'package-failed'
  | 'tree-dirty'
  | 'apt-failed'
  | 'bake-failed'
  | 'bake-interrupted'
  | 'migrations-misplaced'
  | 'migration-failed'
  | 'migration-changed'
  | 'migrations-pending'
  | 'migrated-only'
  | 'database-unreachable'
  | 'roll-went-back'
  | 'roll-stranded'
  | 'roll-untidy'
  | 'roll-paused'
  | 'lease-lost'
  | 'gave-way'
  | 'watching-ended'
  | 'ended-before'
  | 'resting';

export interface FailureParts {
  readonly code: FailureCode;
  /** What happened, one sentence. */
  readonly what: string;
  /** Why, prefixed with "likely: " unless proven. */
  readonly why?: string;
  /** The state the fleet and the database are in, from the last observation. */
  readonly state: string;
  /** The command to type next. */
  readonly next: string;
  readonly cause?: unknown;
}

/** The state to report when a command fails before its first effect. */
export const UNTOUCHED = 'Nothing was changed: the fleet and the database are as they were.';

/** An error that a person is meant to read: What, Why, State, Next. Anything else that is thrown is a fault of ours. */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly what: string;
  readonly why: string | undefined;
  readonly state: string;
  readonly next: string;

  constructor(parts: FailureParts) {
    super(parts.what, { cause: parts.cause });
    this.name = 'Failure';
    this.code = parts.code;
    this.what = parts.what;
    this.why = parts.why;
    this.state = parts.state;
    this.next = parts.next;
  }
}
