import { isSuspended } from '../processes.ts';
import type { Group, Member } from '../state.ts';
import { standsBy } from './pass.ts';
import type { Progress } from './progress.ts';
import { replaceable } from './replace.ts';
import type { Refresh } from './state.ts';

/** What a refresh waits for, in AWS's words for warming members [UG] and in its manner for the others [R]. */
export function waitsFor(group: Group, refresh: Refresh, progress: Progress): string | undefined {
  const { checkpoint, pass } = refresh;
  const { coming, toReplace } = progress;
  if (checkpoint.until !== undefined) return `Waiting at the checkpoint of ${checkpoint.passed} percent.`;
  const pending = coming.find(({ phase }) => phase.lifecycle !== 'InService');
  if (pending !== undefined) {
    return `Waiting for remaining instances to be available. For example: ${pending.instanceId} has insufficient data to evaluate its health with Amazon EC2.`;
  }
  const [warming] = coming;
  if (warming !== undefined) {
    return `Waiting for instances to warm up before continuing. For example: ${warming.instanceId} is warming up.`;
  }
  const suspended = (['Launch', 'Terminate'] as const).find((process) => isSuspended(group, process));
  if (suspended !== undefined) return `The ${suspended} process of the Auto Scaling group is suspended.`;
  const held = toReplace.find((member) => member.protected || standsBy(member));
  if (held !== undefined && replaceable(refresh, toReplace).length === 0) return heldBy(held);
  return pass.old.length > toReplace.length ? 'Waiting for replaced instances to be terminated.' : undefined;
}

function heldBy(held: Member): string {
  return standsBy(held)
    ? `Waiting for instances to leave Standby. For example: ${held.instanceId} is in Standby.`
    : `Waiting for scale-in protection to be removed. For example: ${held.instanceId} is protected from scale in.`;
}
