import type { Instance } from '../model/ec2/state.ts';

/** Who asks. */
export type Caller =
  /** The owner of an account, who may do everything in it. */
  | { readonly kind: 'owner'; readonly accountId: string }
  /** The role of an instance. */
  | { readonly kind: 'instance'; readonly accountId: string; readonly instance: Instance };
