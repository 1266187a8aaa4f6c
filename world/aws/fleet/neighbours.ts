import type { LaunchTemplateSpecification } from '@aws-sdk/client-auto-scaling';
import type { Counted } from './counted.ts';

/** A group, or an override of one, that launches from a template. */
export interface TemplateUse {
  readonly group: string;
  /** As it is written: a number, `$Latest` or `$Default`. */
  readonly version: string;
}

/** Every use of a launch template by the region's groups: a page of 100 groups a call. */
export async function readUses(aws: Counted, template: string): Promise<TemplateUse[]> {
  const uses: TemplateUse[] = [];
  let next: string | undefined;
  do {
    const from = next;
    const page = await aws.read(async (clients) => {
      const { DescribeAutoScalingGroupsCommand } = await import('@aws-sdk/client-auto-scaling');
      const client = await clients.autoscaling();
      return client.send(new DescribeAutoScalingGroupsCommand({ MaxRecords: 100, NextToken: from }));
    });
    for (const group of page.AutoScalingGroups ?? []) {
      const { LaunchTemplateSpecification: main, Overrides: others = [] } =
        group.MixedInstancesPolicy?.LaunchTemplate ?? {};
      const all = [group.LaunchTemplate, main, ...others.map((one) => one.LaunchTemplateSpecification)];
      uses.push(...usesAmong(all, template, group.AutoScalingGroupName ?? ''));
    }
    next = page.NextToken;
  } while (next !== undefined);
  return uses;
}

function usesAmong(
  all: readonly (LaunchTemplateSpecification | undefined)[],
  template: string,
  group: string,
): TemplateUse[] {
  return all
    .filter((one) => one?.LaunchTemplateId === template)
    .map((one) => ({ group, version: one?.Version ?? '$Default' }));
}
