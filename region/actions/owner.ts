import { sessionArn } from '../model/iam/sessions.ts';
import type { Caller } from '../protocol/caller.ts';
import type { Region } from '../region.ts';

/** Whoever holds the region's access key, as IAM would name them. */
export function ownerArn({ accountId }: Pick<Region, 'accountId'>): string {
  return `arn:aws:iam::${accountId}:user/local`;
}

/** Whoever asks, as STS names them. */
export function callerArn(caller: Caller): string {
  switch (caller.kind) {
    case 'owner':
      return ownerArn(caller);
    case 'session':
      return sessionArn(caller.accountId, caller.session);
    case 'instance': {
      const { role, instanceId } = caller.instance;
      return `arn:aws:sts::${caller.accountId}:assumed-role/${role ?? ''}/${instanceId}`;
    }
  }
}
