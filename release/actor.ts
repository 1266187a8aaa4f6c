import { userName } from '../world/user.ts';
import type { World } from '../world/world.ts';

/** The variables by which each CI says which build this is, and who began it. */
const BUILDS = [
  { link: 'DRONE_BUILD_LINK', who: 'DRONE_BUILD_TRIGGER' },
  { link: 'BITBUCKET_BUILD_NUMBER', who: 'BITBUCKET_STEP_TRIGGERER_UUID' },
  { link: 'GITHUB_RUN_ID', who: 'GITHUB_ACTOR' },
] as const;

/** Who drives, as claimed: the CI build where there is one, else the user of this machine. */
export function actor(world: World): string {
  for (const { link, who } of BUILDS) {
    const build = world.variable(link);
    if (build !== undefined) return `${world.variable(who) ?? 'ci'} (${build})`;
  }
  return world.variable('SUDO_USER') ?? userName();
}
