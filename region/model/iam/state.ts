import type { Tags } from '../ec2/state.ts';

/** What an account has in all its regions: IAM is global. Times are milliseconds since the epoch. */
export interface AccountState {
  roles: Role[];
  profiles: InstanceProfile[];
  /** What AssumeRole gave out. */
  sessions: Session[];
}

export interface Role {
  readonly name: string;
  readonly id: string;
  readonly path: string;
  readonly created: number;
  readonly description: string | undefined;
  /** Who may assume it: a policy document, as it was given. */
  readonly trust: string;
  /** The longest session of it, in seconds. */
  readonly longest: number;
  readonly tags: Tags;
  /** Its inline policies, by their names. */
  policies: Record<string, string>;
}

/** What an instance is given a role by. */
export interface InstanceProfile {
  readonly name: string;
  readonly id: string;
  readonly path: string;
  readonly created: number;
  readonly tags: Tags;
  /** The name of its one role. */
  role: string | undefined;
}

export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly token: string;
  readonly roleName: string;
  readonly roleId: string;
  readonly name: string;
  readonly expires: number;
}

export function emptyAccount(): AccountState {
  return { roles: [], profiles: [], sessions: [] };
}
