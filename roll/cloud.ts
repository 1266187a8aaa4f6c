import { Refused, Unanswered } from '../world/aws/answer.ts';
import type { Fleet, Template } from './fleet.ts';
import type { LaunchOrder, Settings } from './facts.ts';

/** What the engine asks of AWS, in its own words. Every write is sent once; what came of it is seen by looking again. */
export interface FleetCloud {
  /** One look at the group. `watch` names the version whose unhealthy instances' consoles are read too. */
  observe(watch: number | undefined): Promise<Fleet>;
  /** Makes a version of the template from `from`, with another image; the same token makes none twice. */
  makeVersion(
    from: Template,
    order: { readonly image: string; readonly description: string; readonly token: string },
  ): Promise<number>;
  deleteVersion(template: Template): Promise<void>;
  /** What the one version says otherwise than the other, each in words. */
  difference(from: Template, to: Template): Promise<string[]>;
  write(template: Template, settings: Settings): Promise<void>;
  /** @returns the ids that were launched, and AWS's reason where there are fewer than asked for */
  launch(
    order: LaunchOrder,
    token: string,
  ): Promise<{ readonly instances: string[]; readonly refused: string | undefined }>;
  end(instance: string, decrement: boolean): Promise<void>;
  /** Sends them into Standby, and desired down by as many: drained, and running on. At most 20. */
  standBy(instances: readonly string[]): Promise<void>;
  /** Has them serve again, and desired up by as many. At most 20. */
  callBack(instances: readonly string[]): Promise<void>;
  protect(instances: readonly string[], on: boolean): Promise<void>;
  tag(tags: Readonly<Record<string, string>>): Promise<void>;
  untag(names: readonly string[]): Promise<void>;
  /** The end of an instance's console. */
  console(instance: string): Promise<string>;
  /** How many calls were made so far. */
  calls(): { readonly reads: number; readonly writes: number };
}

/** Whether AWS said no, or nothing: what to look at again, and not a fault of ours. */
export function isOfAws(error: unknown): error is Refused | Unanswered {
  return error instanceof Refused || error instanceof Unanswered;
}
