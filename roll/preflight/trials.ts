import type { Counted } from '../../world/aws/fleet/counted.ts';
import type { SubnetSeen } from '../../world/aws/fleet/places.ts';
import { dryRun, type TrialRefusal, type VersionSeen } from '../../world/aws/fleet/template.ts';
import type { Wanted } from './wanted.ts';

/** A launch that was tried without launching, and why EC2 would not do it. */
export interface Tried {
  /** `target`: with the image that it is to be rolled to; `back`: as it serves now. */
  readonly of: 'target' | 'back';
  readonly image: string | undefined;
  readonly zone: string;
  /** The type, where the group names it and not the template. */
  readonly type: string | undefined;
  readonly refusal: TrialRefusal | undefined;
}

interface Launches {
  readonly wanted: Wanted;
  /** What serves now is launched from it. */
  readonly version: VersionSeen | undefined;
  /** And the target from this one. */
  readonly source: VersionSeen | undefined;
  readonly subnets: readonly SubnetSeen[];
  /** The types of a mixed policy. */
  readonly types: readonly string[];
}

/**
 * Tries to launch the target in every subnet and, in one, of every type; and once what going back would launch. The target has
 * no version of its own before the roll: it is the version of today, or the one that was named, with another image.
 *
 * @throws Unanswered
 */
export async function tryLaunches(
  aws: Counted,
  { wanted, version, source, subnets, types }: Launches,
): Promise<Tried[]> {
  const [first] = subnets;
  if (version === undefined || source === undefined || first === undefined) return [];
  const [type, ...otherTypes] = types;
  const { image } = wanted;
  const targets = subnets.map((place) => ({ of: 'target', place, image, type }) as const);
  const ofTypes = otherTypes.map((other) => ({ of: 'target', place: first, image, type: other }) as const);
  const back = { of: 'back', place: first, image: undefined, type } as const;
  const trials = [back, ...(image === undefined ? [] : [...targets, ...ofTypes])];
  const tried: Tried[] = [];
  for (const { of, place, image: other, type: asked } of trials) {
    const from = of === 'target' ? source : version;
    const refusal = await dryRun(aws, { version: from, subnet: place.subnet, image: other, type: asked });
    tried.push({ of, image: other ?? version.image, zone: place.zone, type: asked, refusal });
  }
  return tried;
}
