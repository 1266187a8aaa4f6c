import { userInfo } from 'node:os';

/** The name of the user that this process runs as. */
export function userName(): string {
  return userInfo().username;
}
