import type { Instance } from '../model/ec2/state.ts';
import type { Session } from '../model/iam/state.ts';

/** Who asks. */
export type Caller =
  /** The owner of an account, who may do everything in it. */
  | { readonly kind: 'owner'; readonly accountId: string }
  /** Somebody who has assumed a role of the account. */
  | { readonly kind: 'session'; readonly accountId: string; readonly session: Session }
  /** The role of an instance. */
  | { readonly kind: 'instance'; readonly accountId: string; readonly instance: Instance };
