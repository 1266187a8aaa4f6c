import type { Region } from '../../region.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { TemplateVersion } from '../ec2/templates.ts';
import { findTemplateVersion } from '../ec2/templates.ts';
import type { LaunchChoice, Member } from './state.ts';

/** The instance types that a group may launch, the first choice first; undefined is that of its template. */
export function typesOf({ mixed }: LaunchChoice): readonly (string | undefined)[] {
  return mixed === undefined || mixed.types.length === 0 ? [undefined] : mixed.types;
}

/** Whether a member is as it would be launched now, by its template's version and its type; images are not compared [UG]. */
export function matches(region: Region, choice: LaunchChoice, { template, instanceType }: Member): boolean {
  const launches = versionOf(region, choice);
  return (
    template?.id === choice.id &&
    template.version === String(launches?.number) &&
    typesOf(choice).some((type) => (type ?? launches?.data.InstanceType) === instanceType)
  );
}

function versionOf(region: Region, { id, version }: LaunchChoice): TemplateVersion | undefined {
  try {
    return findTemplateVersion(region, { id, version });
  } catch (error) {
    // A template can be deleted under its group.
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

/**
 * Launches one of the first of these types of which there is any.
 *
 * @throws AwsError what EC2 answers for the last that was tried; for any other reason than capacity no further one is
 */
export function firstWithCapacity<Launched>(
  types: readonly (string | undefined)[],
  launch: (type: string | undefined) => Launched,
): Launched {
  let refusal: unknown;
  for (const type of types) {
    try {
      return launch(type);
    } catch (error) {
      refusal = error;
      if (!(error instanceof AwsError) || error.code !== 'InsufficientInstanceCapacity') break;
    }
  }
  throw refusal;
}
