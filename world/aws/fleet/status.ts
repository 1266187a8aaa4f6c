import type { Counted } from './counted.ts';

/** Those of the instances whose status checks are impaired, each with what EC2 says of it: 100 a call. */
export async function readImpaired(
  aws: Counted,
  instances: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const impaired = new Map<string, string>();
  for (let from = 0; from < instances.length; from += 100) {
    const InstanceIds = instances.slice(from, from + 100);
    const answer = await aws.read(async (clients) => {
      const { DescribeInstanceStatusCommand } = await import('@aws-sdk/client-ec2');
      return (await clients.ec2()).send(new DescribeInstanceStatusCommand({ InstanceIds }));
    });
    for (const { InstanceId = '', InstanceStatus, SystemStatus } of answer.InstanceStatuses ?? []) {
      const checks = { instance: InstanceStatus?.Status, system: SystemStatus?.Status };
      const [bad] = Object.entries(checks).find(([, status]) => status === 'impaired') ?? [];
      if (bad !== undefined) impaired.set(InstanceId, `its ${bad} status check is impaired`);
    }
  }
  return impaired;
}
