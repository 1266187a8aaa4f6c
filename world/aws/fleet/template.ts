import type { DescribeLaunchTemplateVersionsRequest, LaunchTemplateVersion } from '@aws-sdk/client-ec2';
import { Refused } from '../answer.ts';
import type { Counted } from './counted.ts';

export interface TemplateVersion {
  readonly id: string;
  readonly version: number;
}

/** What a version says of the instances that are launched from it. */
export interface VersionSeen extends TemplateVersion {
  /** An image's id, or `resolve:ssm:…`; undefined where it names none. */
  readonly image: string | undefined;
  readonly type: string | undefined;
  /** Decoded. */
  readonly userData: string;
  readonly spot: boolean;
  /** Whether it asks for capacity that was reserved. */
  readonly reserved: boolean;
  readonly interfaces: readonly InterfaceSeen[];
}

interface InterfaceSeen {
  readonly index: number;
  readonly public: boolean | undefined;
  readonly groups: readonly string[] | undefined;
}

/**
 * A version by its number, `$Latest` or `$Default`, and the number of the newest that there is.
 *
 * @throws Refused where there is no such version
 */
export async function readVersions(
  aws: Counted,
  { id, version }: { readonly id: string; readonly version: string },
): Promise<{ readonly asked: VersionSeen; readonly newest: number } | undefined> {
  const [found] = await describeVersions(aws, { LaunchTemplateId: id, Versions: [version] });
  if (found === undefined) return undefined;
  const asked = versionSeen(id, found);
  // And not `$Latest`: the latest may be one that was deleted.
  const newer = await describeVersions(aws, { LaunchTemplateId: id, MinVersion: String(asked.version) });
  return {
    asked,
    newest: Math.max(asked.version, ...newer.map(({ VersionNumber: number = 0 }) => number)),
  };
}

/** The numbers and descriptions of all versions of a template: a page of 200 a call. */
export async function readDescriptions(
  aws: Counted,
  id: string,
): Promise<{ readonly version: number; readonly image: string | undefined; readonly description: string }[]> {
  const all: LaunchTemplateVersion[] = [];
  let next: string | undefined;
  do {
    const from = next;
    const page = await aws.read(async (clients) => {
      const { DescribeLaunchTemplateVersionsCommand } = await import('@aws-sdk/client-ec2');
      const client = await clients.ec2();
      return client.send(
        new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: id, MaxResults: 200, NextToken: from }),
      );
    });
    all.push(...(page.LaunchTemplateVersions ?? []));
    next = page.NextToken;
  } while (next !== undefined);
  return all.map(
    ({ VersionNumber: version = 0, LaunchTemplateData: data, VersionDescription: text = '' }) => ({
      version,
      image: data?.ImageId,
      description: text,
    }),
  );
}

/**
 * A version as it is written, and the id of the image that it launches now: `resolve:ssm:…` looked up.
 *
 * @throws Refused where there is no such version
 */
export async function readResolved(
  aws: Counted,
  { id, version }: { readonly id: string; readonly version: string },
): Promise<{ readonly written: VersionSeen; readonly image: string | undefined } | undefined> {
  const [found] = await describeVersions(aws, { LaunchTemplateId: id, Versions: [version] });
  if (found === undefined) return undefined;
  const written = versionSeen(id, found);
  if (written.image?.startsWith('resolve:') !== true) return { written, image: written.image };
  const number = String(written.version);
  const [looked] = await describeVersions(aws, {
    LaunchTemplateId: id,
    Versions: [number],
    ResolveAlias: true,
  });
  return { written, image: looked?.LaunchTemplateData?.ImageId };
}

async function describeVersions(aws: Counted, of: DescribeLaunchTemplateVersionsRequest) {
  const answer = await aws.read(async (clients) => {
    const { DescribeLaunchTemplateVersionsCommand } = await import('@aws-sdk/client-ec2');
    return (await clients.ec2()).send(new DescribeLaunchTemplateVersionsCommand(of));
  });
  return answer.LaunchTemplateVersions ?? [];
}

function versionSeen(id: string, { VersionNumber, LaunchTemplateData: data = {} }: LaunchTemplateVersion) {
  const { CapacityReservationPreference: preference = 'none' } = data.CapacityReservationSpecification ?? {};
  return {
    id,
    version: VersionNumber ?? 0,
    image: data.ImageId,
    type: data.InstanceType,
    userData: Buffer.from(data.UserData ?? '', 'base64').toString('utf8'),
    spot: data.InstanceMarketOptions?.MarketType === 'spot',
    reserved: preference.startsWith('capacity-reservations'),
    interfaces: (data.NetworkInterfaces ?? []).map((one) => ({
      index: one.DeviceIndex ?? 0,
      public: one.AssociatePublicIpAddress,
      groups: one.Groups,
    })),
  };
}

/** What one version says otherwise than another, each in words; secrets that user data may hold are not among them. */
export async function readDifference(
  aws: Counted,
  from: TemplateVersion,
  to: TemplateVersion,
): Promise<string[]> {
  const dataOf = async ({ id, version }: TemplateVersion) => {
    const [found] = await describeVersions(aws, { LaunchTemplateId: id, Versions: [String(version)] });
    return new Map(Object.entries(found?.LaunchTemplateData ?? {}));
  };
  const [before, after] = [await dataOf(from), await dataOf(to)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const was: unknown = before.get(key);
    const is: unknown = after.get(key);
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    const shown = (value: unknown): value is string | undefined =>
      value === undefined || typeof value === 'string';
    if (key === 'UserData' || !shown(was) || !shown(is)) return [`${key} differs`];
    return [`${key} is ${is ?? 'not there'}, and was ${was ?? 'not there'}`];
  });
}

/** A new version made from `from`: its image replaced, nothing else (ROLL.md 2). @returns its number */
export async function makeVersion(
  aws: Counted,
  from: TemplateVersion,
  { image, description, token }: { image: string; description: string; token: string },
): Promise<number> {
  return aws.write(async (clients) => {
    const { CreateLaunchTemplateVersionCommand } = await import('@aws-sdk/client-ec2');
    const client = await clients.ec2();
    const answer = await client.send(
      new CreateLaunchTemplateVersionCommand({
        LaunchTemplateId: from.id,
        SourceVersion: String(from.version),
        VersionDescription: description.slice(0, 255),
        ClientToken: token,
        LaunchTemplateData: { ImageId: image },
      }),
    );
    const number = answer.LaunchTemplateVersion?.VersionNumber;
    if (number === undefined) throw new Error(`EC2 made a version of ${from.id} and did not say which`);
    return number;
  });
}

export async function deleteVersion(aws: Counted, { id, version }: TemplateVersion): Promise<void> {
  await aws.write(async (clients) => {
    const { DeleteLaunchTemplateVersionsCommand } = await import('@aws-sdk/client-ec2');
    const client = await clients.ec2();
    await client.send(
      new DeleteLaunchTemplateVersionsCommand({ LaunchTemplateId: id, Versions: [String(version)] }),
    );
  });
}

/** What is tried: a version in a subnet, with another image or type than its own where they are named. */
export interface Trial {
  readonly version: VersionSeen;
  readonly subnet: string;
  readonly image: string | undefined;
  readonly type: string | undefined;
}

/** Why EC2 would not launch: its code and its sentence. */
export interface TrialRefusal {
  readonly code: string;
  readonly text: string;
}

/**
 * Whether EC2 would launch it: a dry run.
 *
 * @returns why it would not
 * @throws Unanswered
 */
export async function dryRun(aws: Counted, trial: Trial): Promise<TrialRefusal | undefined> {
  const { id, version } = trial.version;
  try {
    await aws.read(async (clients) => {
      const { RunInstancesCommand } = await import('@aws-sdk/client-ec2');
      const client = await clients.ec2();
      return client.send(
        new RunInstancesCommand({
          LaunchTemplate: { LaunchTemplateId: id, Version: String(version) },
          ...(trial.image === undefined ? {} : { ImageId: trial.image }),
          ...(trial.type === undefined ? {} : { InstanceType: trial.type as 't3.small' }),
          ...placed(trial),
          MinCount: 1,
          MaxCount: 1,
          DryRun: true,
        }),
      );
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    // A dry run that would succeed is answered with this error (AWS.md 1.8).
    return error.code === 'DryRunOperation' ? undefined : { code: error.code, text: error.message };
  }
}

/** A template that describes interfaces takes its subnet there and not beside them. */
function placed({ version: { interfaces }, subnet }: Trial) {
  if (interfaces.length === 0) return { SubnetId: subnet };
  return {
    NetworkInterfaces: interfaces.map(({ index, public: isPublic, groups }) => ({
      DeviceIndex: index,
      SubnetId: subnet,
      ...(isPublic === undefined ? {} : { AssociatePublicIpAddress: isPublic }),
      ...(groups === undefined ? {} : { Groups: [...groups] }),
    })),
  };
}
