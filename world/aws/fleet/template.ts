import type { LaunchTemplateVersion } from '@aws-sdk/client-ec2';
import type { Counted } from './counted.ts';

export interface TemplateVersion {
  readonly id: string;
  readonly version: number;
}

/** One numbered version; undefined where it is gone. */
export async function readVersion(
  aws: Counted,
  { id, version }: TemplateVersion,
): Promise<LaunchTemplateVersion | undefined> {
  return aws.read(async (clients) => {
    const { DescribeLaunchTemplateVersionsCommand } = await import('@aws-sdk/client-ec2');
    const client = await clients.ec2();
    const answer = await client.send(
      new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: id, Versions: [String(version)] }),
    );
    return answer.LaunchTemplateVersions?.[0];
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

/** Whether EC2 would launch that version: a dry run. @returns AWS's reason where it would not */
export async function dryRun(
  aws: Counted,
  { id, version }: TemplateVersion,
  subnet: string,
): Promise<string | undefined> {
  return aws.read(async (clients) => {
    const { RunInstancesCommand } = await import('@aws-sdk/client-ec2');
    const client = await clients.ec2();
    try {
      await client.send(
        new RunInstancesCommand({
          LaunchTemplate: { LaunchTemplateId: id, Version: String(version) },
          SubnetId: subnet,
          MinCount: 1,
          MaxCount: 1,
          DryRun: true,
        }),
      );
      return undefined;
    } catch (error) {
      // A dry run that would succeed is answered with this error (AWS.md 1.8).
      if (error instanceof Error && error.name === 'DryRunOperation') return undefined;
      return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    }
  });
}
