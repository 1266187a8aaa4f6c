import { Failure } from '../failure.ts';

/** AWS understood a call and will not do it: the same again would be refused again. */
export class Refused extends Error {
  /** AWS's code: `ValidationError`. */
  readonly code: string;
  constructor(code: string, message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'Refused';
    this.code = code;
  }
}

/** A call got no answer, or one that says nothing of whether it was done: only looking shows. */
export class Unanswered extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'Unanswered';
  }
}

/** Codes that say `later` and not `no` (AWS.md 1.8). */
const LATER = new Set([
  'Throttling',
  'ThrottlingException',
  'RequestLimitExceeded',
  'ScalingActivityInProgress',
  'ResourceContention',
  'ResourceContentionFault',
  'IdempotentCallInProgress',
  'ServiceUnavailable',
  'InternalError',
  'InternalFailure',
  // Signed by a clock that is wrong: the SDK sets its own by the answer, and signs the next call right.
  'RequestExpired',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
]);

/** Makes a call, and says of a failure which of the two it is. @throws Refused, Unanswered */
export async function answerOf<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Failure) throw error;
    const { name, message, status } = partsOf(error);
    if (status >= 400 && status < 500 && !LATER.has(name)) throw new Refused(name, message, error);
    throw new Unanswered(`${name}: ${message}`, error);
  }
}

function partsOf(error: unknown): { name: string; message: string; status: number } {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), status: 0 };
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return { name: error.name, message: error.message, status: $metadata?.httpStatusCode ?? 0 };
}
