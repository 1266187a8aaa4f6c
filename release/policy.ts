import type { RollConfig } from '../config/config.ts';
import { overridden } from '../config/roll-section.ts';
import type { Policy } from '../roll/goal.ts';
import type { Session } from './session.ts';

/** How a group is rolled: the config's `roll`, what the group says otherwise, and above all what the command says. */
export function policyFor(
  session: Pick<Session, 'config' | 'environment' | 'overrides'>,
  group: string,
): Policy {
  return policyOf(sectionFor(session, group));
}

/** The `roll` section as it holds for a group. */
export function sectionFor(
  { config, environment, overrides }: Pick<Session, 'config' | 'environment' | 'overrides'>,
  group: string,
): RollConfig {
  const own = environment.groups.find(({ name }) => name === group)?.roll;
  return overridden(config.roll, own, overrides);
}

/** The `roll` section in the engine's words. */
function policyOf(section: RollConfig): Policy {
  const { surge, max, canary, steps, samples, soak, tick, deadline, alarms } = section;
  return {
    ...{ surge, max, canary, steps, samples, soak, tick, deadline, alarms },
    canarySoak: section.canary_soak,
    keepWarm: section.keep_warm,
    onFailure: section.on_failure,
    minHealthy: section.min_healthy,
    maxBadLaunches: section.max_bad_launches,
    firstSize: section.first_size,
  };
}
