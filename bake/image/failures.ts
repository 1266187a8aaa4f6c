import { Failure, UNTOUCHED } from '../../world/failure.ts';
import type { BakeOrder } from './order.ts';
import { whatFailed } from './output.ts';
import type { PackerRun } from './packer.ts';
import type { Run } from './run.ts';

/** Packer ended without an image. */
export function bakeFailed({ package: { name, version } }: BakeOrder, { code, lines }: PackerRun): Failure {
  return new Failure({
    code: 'bake-failed',
    what: `The bake of ${name} ${version} failed: Packer ended with exit code ${code}.`,
    why: whatFailed(lines).join('\n'),
    state: `${UNTOUCHED} ${SWEPT}`,
    next: 'mend what failed, then type the same again',
  });
}

/** Somebody, or the deadline, stopped the bake. */
export function bakeInterrupted({ package: { name, version } }: BakeOrder, reason: unknown): Failure {
  return new Failure({
    code: 'bake-interrupted',
    what: `The bake of ${name} ${version} was stopped.`,
    why: reason instanceof Error ? reason.message : String(reason),
    state: `${UNTOUCHED} ${SWEPT}`,
    next: 'type the same again: it bakes anew',
  });
}

/** AWS did not do what the bake asked of it. */
export function notDone({ package: { name, version } }: BakeOrder, cause: Error): Failure {
  return new Failure({
    code: 'bake-failed',
    what: `AWS did not do what the bake of ${name} ${version} asked of it.`,
    why: cause.message,
    state: `${UNTOUCHED} ${SWEPT}`,
    next: 'mend what it names (a permission, a limit), then type the same again',
    cause,
  });
}

/** The bake failed, and then what it had made could not be taken away. */
export function notSwept(run: Run, failed: unknown, cause: unknown): Failure {
  return new Failure({
    code: failed instanceof Failure ? failed.code : 'bake-failed',
    what: failed instanceof Error ? failed.message : String(failed),
    ...(failed instanceof Failure && failed.why !== undefined ? { why: failed.why } : {}),
    state: `${UNTOUCHED} Things tagged bakeroll:run=${run} may be left in the account.`,
    next: 'type the same again: the next bake removes them first',
    cause,
  });
}

const SWEPT = 'Nothing of the bake is left in the account.';
