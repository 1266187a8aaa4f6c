import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';

import type { Protocol, TargetGroup } from '../../model/balancing/state.ts';
import { vpcId } from '../../model/ec2/subnets.ts';
import { action, type Checked } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { changedCheck, defaultCheck, HEALTH_CHECK_MEMBERS } from './health-check.ts';
import { checkName, checkRange, newArn } from './names.ts';
import { mergeTags } from './tags.ts';
import { targetGroupView } from './target-groups.ts';

/** A target group of instances, spoken to in HTTP/1.1, or by TCP. The same again gives the one that is there. */
export const createTargetGroup = action<sdk.CreateTargetGroupInput, sdk.CreateTargetGroupOutput>(
  [
    ...HEALTH_CHECK_MEMBERS,
    'Name',
    'Protocol',
    'ProtocolVersion',
    'Port',
    'VpcId',
    'TargetType',
    'IpAddressType',
    'Tags',
  ],
  (region, input) => {
    const asked = groupAsked(region, input);
    const known = region.state.balancing.targetGroups.find(({ name }) => name === input.Name);
    const group = known === undefined ? asked : unchanged(known, asked);
    if (known === undefined) region.state.balancing.targetGroups.push(group);
    return { TargetGroups: [targetGroupView(region, group)] };
  },
);

function groupAsked(region: Region, input: Checked<sdk.CreateTargetGroupInput>): TargetGroup {
  checkName('Target group', input.Name);
  const protocol = protocolAsked(input.Protocol);
  checkKind(protocol, input);
  if (input.Port === undefined) throw new AwsError('ValidationError', 'A port must be specified');
  checkRange('Port', input.Port, 1, 65535);
  if (input.VpcId !== vpcId(region)) {
    throw new AwsError('ValidationError', `The VPC ID '${input.VpcId ?? ''}' is not found`);
  }
  return {
    arn: newArn(region, `targetgroup/${input.Name}`),
    name: input.Name,
    protocol,
    port: input.Port,
    vpcId: input.VpcId,
    healthCheck: changedCheck(defaultCheck(protocol, input), input),
    attributes: {},
    targets: [],
    tags: mergeTags({}, input.Tags ?? []),
  };
}

function protocolAsked(protocol: string | undefined): Protocol {
  if (protocol === 'HTTP' || protocol === 'TCP') return protocol;
  throw new AwsError(
    'ValidationError',
    `The local region models target groups with Protocol HTTP or TCP, not ${String(protocol)}`,
  );
}

/** What the region models of each, and AWS's default where it is the same. */
function checkKind(protocol: Protocol, input: Checked<sdk.CreateTargetGroupInput>): void {
  const only = { ProtocolVersion: 'HTTP1', TargetType: 'instance', IpAddressType: 'ipv4' };
  const asked = {
    TargetType: 'instance',
    IpAddressType: 'ipv4',
    ...input,
    // Terraform's provider sends an empty text where its user says nothing [X].
    ProtocolVersion: input.ProtocolVersion === '' ? 'HTTP1' : (input.ProtocolVersion ?? 'HTTP1'),
  };
  if (protocol === 'TCP' && input.ProtocolVersion)
    throw new AwsError('ValidationError', 'A protocol version is not supported for TCP target groups');
  for (const name of ['ProtocolVersion', 'TargetType', 'IpAddressType'] as const) {
    if (asked[name] === only[name]) continue;
    throw new AwsError(
      'ValidationError',
      `The local region models target groups with ${name} ${only[name]}, not ${String(asked[name])}`,
    );
  }
}

function unchanged(known: TargetGroup, asked: TargetGroup): TargetGroup {
  const same =
    known.protocol === asked.protocol &&
    JSON.stringify(known.healthCheck) === JSON.stringify(asked.healthCheck) &&
    known.port === asked.port;
  if (same) return known;
  throw new AwsError(
    'DuplicateTargetGroupName',
    `A target group with the same name '${known.name}' exists, but with different settings`,
  );
}
