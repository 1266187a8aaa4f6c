import { Refused, Unanswered } from '../../world/aws/answer.ts';

/** A read that AWS refused. */
export interface Unread {
  /** As a policy names it: `ec2:DescribeImages`. */
  readonly action: string;
  readonly code: string;
  readonly text: string;
  /** Whether a group is not rolled without it. */
  readonly needed: boolean;
}

type Ask = <T>(action: string, read: () => Promise<T>) => Promise<T | undefined>;

export interface Asker {
  /** @throws Unanswered */
  readonly need: Ask;
  /** For what only warns: it is not waited for, and stops nothing. */
  readonly wish: Ask;
}

/** Reads that may be refused: then they give nothing, and are put among `unread`. */
export function asker(unread: Unread[]): Asker {
  const ask = async <T>(action: string, needed: boolean, read: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await read();
    } catch (error) {
      const said = refusalOf(error);
      if (said === undefined || (needed && error instanceof Unanswered)) throw error;
      unread.push({ action, needed, ...said });
      return undefined;
    }
  };
  return {
    need: (action, read) => ask(action, true, read),
    wish: (action, read) => ask(action, false, read),
  };
}

function refusalOf(error: unknown): { code: string; text: string } | undefined {
  if (error instanceof Refused) return { code: error.code, text: error.message };
  return error instanceof Unanswered ? { code: 'no answer', text: error.message } : undefined;
}

/** Codes by which a service says that somebody may not. */
const DENIED = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|AuthFailure|NotAuthorized)$/;

export function isDenied(code: string): boolean {
  return DENIED.test(code);
}
