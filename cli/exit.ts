import type { FailureCode } from '../world/failure.ts';

/** How a run can end. The code says what state the fleet is in; docs/guarantees.md keeps the table. */
export const EXIT = {
  done: 0,
  fault: 1,
  usage: 2,
  precondition: 3,
  held: 4,
  approval: 5,
  bake: 6,
  schema: 7,
  wentBack: 8,
  stranded: 9,
  untidy: 10,
  watching: 11,
  paused: 12,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT] | 130 | 143;

/** The exit code of each way to fail: the one place that decides it. */
export const EXIT_OF: Record<FailureCode, ExitCode> = {
  usage: EXIT.usage,
  'config-invalid': EXIT.usage,
  'migrations-misplaced': EXIT.usage,
  'tool-missing': EXIT.precondition,
  'not-root': EXIT.precondition,
  credentials: EXIT.precondition,
  'wrong-account': EXIT.precondition,
  'aws-refused': EXIT.precondition,
  'region-unreachable': EXIT.precondition,
  'group-unfit': EXIT.precondition,
  'target-unknown': EXIT.precondition,
  'nothing-to-roll-back-to': EXIT.precondition,
  'ledger-missing': EXIT.precondition,
  'ledger-unreachable': EXIT.precondition,
  'database-unreachable': EXIT.precondition,
  held: EXIT.held,
  frozen: EXIT.held,
  'lease-lost': EXIT.watching,
  'package-field': EXIT.bake,
  'package-failed': EXIT.bake,
  'tree-dirty': EXIT.bake,
  'apt-failed': EXIT.bake,
  'bake-failed': EXIT.bake,
  'bake-interrupted': EXIT.bake,
  'migration-failed': EXIT.schema,
  'migration-changed': EXIT.schema,
  'migrations-pending': EXIT.schema,
  'migrated-only': EXIT.schema,
  'roll-went-back': EXIT.wentBack,
  'roll-stranded': EXIT.stranded,
  'roll-untidy': EXIT.untidy,
  'roll-paused': EXIT.paused,
};
