import { AwsError } from '../../protocol/aws-error.ts';

/** An image or a snapshot that its owner may share. */
export interface Shareable {
  readonly ownerId: string;
  /** Accounts, and `all` for everybody; nobody where it is missing. */
  sharedWith?: string[];
}

/** In place of an account: everybody. */
export const EVERYBODY = 'all';

/** Whether an account may use what is not its own. */
export function isSharedWith({ sharedWith = [] }: Shareable, accountId: string): boolean {
  return sharedWith.includes(accountId) || sharedWith.includes(EVERYBODY);
}

export interface Sharing {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** What is given twice is given once, and what was not given is taken back for nothing. */
export function share(thing: Shareable, { add, remove }: Sharing): void {
  const kept = new Set([...(thing.sharedWith ?? []), ...add]);
  thing.sharedWith = [...kept.difference(new Set(remove))];
}

/** @throws AwsError InvalidAMIAttributeItemValue for what is no account */
export function checkAccount(text: string): void {
  if (/^\d{12}$/.test(text)) return;
  throw new AwsError(
    'InvalidAMIAttributeItemValue',
    `Invalid attribute item value "${text}" for userId item type.`,
  );
}
