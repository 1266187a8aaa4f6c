import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';

import { balancerAttribute } from '../../model/balancing/attributes.ts';
import { loadBalancerOf } from '../../model/balancing/find.ts';
import { removeListeners } from '../../model/balancing/rules.ts';
import type { LoadBalancer } from '../../model/balancing/state.ts';
import { findSecurityGroup } from '../../model/ec2/security-groups.ts';
import { subnets, vpcId, type Subnet } from '../../model/ec2/subnets.ts';
import { action, type Checked } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { pageOf } from '../page.ts';
import { checkName, newArn } from './names.ts';
import { mergeTags } from './tags.ts';

/** A load balancer on a loopback address of its own: an application load balancer is in two zones at least. The same again gives the one that is there. */
export const createLoadBalancer = action<sdk.CreateLoadBalancerInput, sdk.CreateLoadBalancerOutput>(
  ['Name', 'Subnets', 'SecurityGroups', 'Scheme', 'Type', 'IpAddressType', 'Tags'],
  (region, input) => {
    checkName('Load balancer', input.Name);
    checkKind(input);
    const type = input.Type === 'network' ? 'network' : 'application';
    const zones = zonesAsked(region, type, input.Subnets ?? []);
    const { loadBalancers } = region.state.balancing;
    const known = loadBalancers.find(({ name }) => name === input.Name);
    if (known !== undefined) return { LoadBalancers: [view(unchanged(known, input))] };
    const balancer: LoadBalancer = {
      arn: newArn(region, `loadbalancer/${type === 'network' ? 'net' : 'app'}/${input.Name}`),
      type,
      name: input.Name,
      address: freeAddress(region),
      scheme: input.Scheme ?? 'internet-facing',
      vpcId: vpcId(region),
      subnets: zones.map(({ subnetId, zone }) => ({ subnetId, zone })),
      securityGroups: (input.SecurityGroups ?? []).map((id) => findSecurityGroup(region, id).id),
      created: region.clock.now(),
      attributes: {},
      tags: mergeTags({}, input.Tags ?? []),
    };
    loadBalancers.push(balancer);
    return { LoadBalancers: [view(balancer)] };
  },
);

export const describeLoadBalancers = action<sdk.DescribeLoadBalancersInput, sdk.DescribeLoadBalancersOutput>(
  ['LoadBalancerArns', 'Names', 'Marker', 'PageSize'],
  (region, input) => {
    const named = (input.Names ?? []).map((name) => called(region, name));
    const identified = (input.LoadBalancerArns ?? []).map((arn) => loadBalancerOf(region, arn));
    const asked = input.Names !== undefined || input.LoadBalancerArns !== undefined;
    const wanted = asked ? [...named, ...identified] : region.state.balancing.loadBalancers;
    const page = pageOf(wanted, input.Marker, input.PageSize ?? 400, 'ValidationError');
    return {
      LoadBalancers: page.items.map(view),
      NextMarker: page.next,
    };
  },
);

/** Its listeners go with it; one that is gone already is no error [UG]. */
export const deleteLoadBalancer = action<sdk.DeleteLoadBalancerInput, object>(
  ['LoadBalancerArn'],
  (region, input) => {
    const { balancing } = region.state;
    const arn = input.LoadBalancerArn;
    checkProtection(region, arn);
    balancing.loadBalancers = balancing.loadBalancers.filter((balancer) => balancer.arn !== arn);
    removeListeners(region, ({ loadBalancerArn }) => loadBalancerArn === arn);
    return {};
  },
);

function checkProtection(region: Region, arn: string): void {
  const balancer = region.state.balancing.loadBalancers.find((candidate) => candidate.arn === arn);
  if (!balancer || balancerAttribute(balancer, 'deletion_protection.enabled') === 'false') return;
  throw new AwsError(
    'OperationNotPermitted',
    `Load balancer '${arn}' cannot be deleted because deletion protection is enabled`,
  );
}

function checkKind({
  Type = 'application',
  IpAddressType = 'ipv4',
}: Checked<sdk.CreateLoadBalancerInput>): void {
  for (const kind of [Type, IpAddressType]) {
    if (kind === 'application' || kind === 'network' || kind === 'ipv4') continue;
    throw new AwsError('ValidationError', `The local region does not model ${kind} load balancers`);
  }
}

function zonesAsked(region: Region, type: LoadBalancer['type'], ids: readonly string[]): Subnet[] {
  const found = ids.map((id) => {
    const subnet = subnets(region).find(({ subnetId }) => subnetId === id);
    if (subnet === undefined) throw new AwsError('SubnetNotFound', `The subnet ID '${id}' does not exist`);
    return subnet;
  });
  if (type === 'network' && found.length === 0)
    throw new AwsError('ValidationError', 'At least one subnet must be specified');
  if (type === 'application' && new Set(found.map(({ zone }) => zone)).size < 2) {
    throw new AwsError(
      'ValidationError',
      'At least two subnets in two different Availability Zones must be specified',
    );
  }
  return found;
}

function unchanged(known: LoadBalancer, input: Checked<sdk.CreateLoadBalancerInput>): LoadBalancer {
  const same = known.subnets.map(({ subnetId }) => subnetId).join() === (input.Subnets ?? []).join();
  const isAlike =
    known.type === (input.Type ?? 'application') && known.scheme === (input.Scheme ?? known.scheme);
  if (same && isAlike) return known;
  throw new AwsError(
    'DuplicateLoadBalancerName',
    `A load balancer with the same name '${known.name}' exists, but with different settings`,
  );
}

/** Load balancers stand at 127.<slot>.0.10 and after. */
function freeAddress(region: Region): string {
  const used = region.realm.regions.flatMap(({ state }) =>
    state.balancing.loadBalancers.map(({ address }) => address),
  );
  for (let number = 10; number < 255; number += 1) {
    const address = `${region.network.publicPrefix}.0.${number}`;
    if (!used.includes(address)) return address;
  }
  throw new AwsError('TooManyLoadBalancers', 'The maximum number of load balancers has been reached');
}

function called(region: Region, name: string): LoadBalancer {
  const balancer = region.state.balancing.loadBalancers.find((candidate) => candidate.name === name);
  if (balancer !== undefined) return balancer;
  throw new AwsError('LoadBalancerNotFound', `Load balancers '[${name}]' not found`);
}

function view(balancer: LoadBalancer): sdk.LoadBalancer {
  return {
    LoadBalancerArn: balancer.arn,
    LoadBalancerName: balancer.name,
    DNSName: balancer.address,
    Scheme: balancer.scheme === 'internal' ? 'internal' : 'internet-facing',
    Type: balancer.type,
    IpAddressType: 'ipv4',
    State: { Code: 'active' },
    VpcId: balancer.vpcId,
    AvailabilityZones: balancer.subnets.map(({ subnetId, zone }) => ({ SubnetId: subnetId, ZoneName: zone })),
    SecurityGroups: [...balancer.securityGroups],
    CreatedTime: new Date(balancer.created),
  };
}
