/** Why a region cannot be: something about this computer that a person can mend. Anything else that is thrown is a fault. */
export class Refusal extends Error {
  readonly code: 'tool-missing' | 'not-root' | 'region-unreachable' | 'target-unknown' | 'usage';
  /** What to do about it. */
  readonly next: string;

  constructor(code: Refusal['code'], what: string, next: string) {
    super(what);
    this.name = 'Refusal';
    this.code = code;
    this.next = next;
  }
}

/** A refusal as a process says it on stdout. */
export interface Refused {
  readonly kind: 'refused';
  readonly code: Refusal['code'];
  readonly what: string;
  readonly next: string;
}

export function refusedBy({ code, message, next }: Refusal): Refused {
  return { kind: 'refused', code, what: message, next };
}

/** The refusal that a line says, or undefined. */
export function refusalIn(line: string): Refusal | undefined {
  if (!line.startsWith('{"kind":"refused"')) return undefined;
  const { code, what, next } = JSON.parse(line) as Refused;
  return new Refusal(code, what, next);
}
