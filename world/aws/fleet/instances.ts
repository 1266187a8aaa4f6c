import type { Counted } from './counted.ts';

/** The image that each instance really runs; one that EC2 does not know (yet) is left out. */
export async function readImages(
  aws: Counted,
  instances: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const images = new Map<string, string>();
  for (let from = 0; from < instances.length; from += 100) {
    // A filter, for one id that EC2 does not know yet is an error of the whole call (AWS.md 1.8).
    const filter = { Name: 'instance-id', Values: instances.slice(from, from + 100) };
    const answer = await aws.read(async (clients) => {
      const { DescribeInstancesCommand } = await import('@aws-sdk/client-ec2');
      return (await clients.ec2()).send(new DescribeInstancesCommand({ Filters: [filter] }));
    });
    for (const { Instances } of answer.Reservations ?? []) {
      for (const { InstanceId, ImageId } of Instances ?? []) images.set(InstanceId ?? '', ImageId ?? '');
    }
  }
  return images;
}

/** The end of an instance's console, as EC2 keeps it: at most 64 KiB. */
export async function readConsole(aws: Counted, instance: string): Promise<string> {
  return aws.read(async (clients) => {
    const { GetConsoleOutputCommand } = await import('@aws-sdk/client-ec2');
    const client = await clients.ec2();
    const answer = await client.send(new GetConsoleOutputCommand({ InstanceId: instance, Latest: true }));
    return Buffer.from(answer.Output ?? '', 'base64').toString('utf8');
  });
}
