import type { Look } from './look.ts';
import { NO_CONSENT } from './wanted.ts';

/** Without these a roll cannot go on (AWS.md 1.3). */
const NEEDED = ['Launch', 'Terminate', 'AddToLoadBalancer'];

/** What is suspended; of what is needed, whether it may be resumed: asked for, or a rollback of what AWS itself suspended. */
export function resumable({ group, wanted }: Pick<Look, 'group' | 'wanted'>) {
  const { consent = NO_CONSENT, kind = 'roll' } = wanted;
  const needed = NEEDED.flatMap((process) => {
    const reason = group.suspended.get(process);
    if (reason === undefined) return [];
    const byAws = /administrat/i.test(reason) && kind === 'rollback';
    return [{ process, reason, resumes: consent.resumeProcesses ?? byAws }];
  });
  const others = [...group.suspended.keys()].filter((process) => !NEEDED.includes(process));
  return { needed, others };
}
