import { accountOf, type Account } from '../../realm.ts';
import type { Region } from '../../region.ts';
import { allows } from './policy.ts';
import type { Role, Session } from './state.ts';

/** So long a session that is over is still told so; later its key is that of a stranger. */
const REMEMBERED = 86_400_000;

/** @param seconds how long the session lasts */
export function startSession(region: Region, role: Role, name: string, seconds: number): Session {
  const { random, clock } = region;
  const { state } = accountOf(region);
  const session: Session = {
    accessKeyId: `ASIA${random.bytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: random.bytes(30).toString('base64'),
    token: random.bytes(96).toString('base64'),
    ...{ roleName: role.name, roleId: role.id, name, expires: clock.now() + seconds * 1000 },
  };
  state.sessions = [...state.sessions.filter(({ expires }) => expires + REMEMBERED > clock.now()), session];
  return session;
}

export function sessionArn(accountId: string, { roleName, name }: Session): string {
  return `arn:aws:sts::${accountId}:assumed-role/${roleName}/${name}`;
}

/**
 * Whether the role of a session may do something: by the actions of its inline policies. Statements on less than every
 * resource, or under a condition, allow nothing. Who it is, everybody may ask.
 *
 * @param action such as `ec2:RunInstances`
 */
export function mayDo({ state }: Account, { roleId }: Session, action: string): boolean {
  if (action === 'sts:GetCallerIdentity') return true;
  const role = state.roles.find(({ id }) => id === roleId);
  return role !== undefined && allows(Object.values(role.policies), action);
}
