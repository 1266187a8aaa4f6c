import type { Part, Region } from '../../region.ts';
import { runJob } from './jobs.ts';
import type { Instance } from './state.ts';

/**
 * EC2 posts the console of an instance shortly after it began to run, and gives that to whoever does not ask for the latest
 * [UG]. What was posted is kept in memory alone: a region that goes on posts it again.
 */
export const consolePosts: Part = {
  advance(region) {
    for (const instance of region.state.ec2.instances) {
      if (isDue(region, instance))
        runJob(region, `console of ${instance.instanceId}`, () => post(region, instance));
    }
  },
  due(region) {
    const running = region.state.ec2.instances.filter(({ state }) => state === 'running');
    const coming = running.map(({ since }) => since + POSTED_AFTER).filter((at) => at > region.clock.now());
    return coming.length === 0 ? undefined : Math.min(...coming);
  },
};

/** What was posted of an instance last; undefined before. */
export function postedConsole(region: Region, { instanceId }: Instance): ConsolePost | undefined {
  return postsOf(region).get(instanceId);
}

export interface ConsolePost {
  readonly text: string;
  readonly at: number;
  /** Since when the instance ran whose console it is. */
  readonly of: number;
}

/** "Shortly after" [UG; R: how long]. */
const POSTED_AFTER = 120_000;

function isDue(region: Region, { instanceId, state, since }: Instance): boolean {
  if (state !== 'running' || region.clock.now() < since + POSTED_AFTER) return false;
  return postsOf(region).get(instanceId)?.of !== since;
}

async function post(region: Region, { instanceId, since }: Instance): Promise<void> {
  const text = await region.machines.console(instanceId).catch(() => '');
  const posts = postsOf(region);
  posts.set(instanceId, { text, at: region.clock.now(), of: since });
  const known = new Set(region.state.ec2.instances.map((one) => one.instanceId));
  for (const id of posts.keys()) if (!known.has(id)) posts.delete(id);
}

const postsByRegion = new WeakMap<Region, Map<string, ConsolePost>>();

function postsOf(region: Region): Map<string, ConsolePost> {
  const known = postsByRegion.get(region) ?? new Map<string, ConsolePost>();
  postsByRegion.set(region, known);
  return known;
}
