import type { GroupSeen } from '../../world/aws/fleet/look.ts';
import type { VersionSeen } from '../../world/aws/fleet/template.ts';

type Launching =
  | { readonly way: 'launch-instances' }
  /** By raising the group's minimum, which lifts desired with it. */
  | { readonly way: 'min-size'; readonly why: string };

/**
 * How the group is to be told to launch. AWS documents LaunchInstances for launch templates, and for mixed policies that are on
 * demand throughout or spot throughout; of spot by the template itself and of reserved capacity it says nothing, and a call that
 * is refused in the middle of a roll is worse than the other way, which any group takes.
 */
export function launchBy({
  group,
  version,
  source,
}: {
  readonly group: GroupSeen;
  /** What serves now is launched from it, and again where the roll goes back. */
  readonly version: VersionSeen | undefined;
  readonly source: VersionSeen | undefined;
}): Launching {
  if (version?.spot || source?.spot) return { way: 'min-size', why: 'its template asks for spot instances' };
  if (group.reserved || version?.reserved || source?.reserved)
    return { way: 'min-size', why: 'it launches into reserved capacity' };
  return { way: 'launch-instances' };
}
