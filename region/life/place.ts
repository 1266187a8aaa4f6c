import { join } from 'node:path';

/** The one folder of this computer that all its regions share; root's. */
const ROOT = '/var/lib/bakeroll';

/** A folder for each region, by its name. */
export const REGIONS = join(ROOT, 'region');

/** The base images, which outlive every region: making one takes 20 s. */
export const BASES = join(ROOT, 'base');

/** The programs that regions run and that this computer's packages do not have. */
export const PROGRAMS = join(ROOT, 'programs');

/** Where the host's own switches are remembered while there are regions. */
export const HOST_SWITCHES = join(ROOT, 'host-switches.json');

/** Where everything of one region lies. */
export interface Home {
  readonly name: string;
  readonly folder: string;
  /** Who serves it, and where. */
  readonly record: string;
  /** The access key of the owner. */
  readonly key: string;
  /** That of the other account. */
  readonly otherKey: string;
  /** The model's state. */
  readonly state: string;
  readonly events: string;
  /** The socket at which its process hears its owner. */
  readonly control: string;
  /** What the serving process has to say. */
  readonly log: string;
}

export function homeOf(name: string): Home {
  const folder = join(REGIONS, name);
  const at = (file: string) => join(folder, file);
  return {
    name,
    folder,
    record: at('region.json'),
    key: at('key.json'),
    otherKey: at('other-key.json'),
    state: at('state.json'),
    events: at('events.ndjson'),
    control: at('control'),
    log: at('log'),
  };
}
