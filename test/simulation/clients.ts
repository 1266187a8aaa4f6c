import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';

import { AwsError } from '../../region/protocol/aws-error.ts';
import type { Service } from '../../region/protocol/api.ts';
import type { Call } from '../../region/simulated/call.ts';
import type { ClientSettings } from '../../region/simulated/region.ts';
import { answerOf } from '../../world/aws/answer.ts';
import type { Clients } from '../../world/aws/clients.ts';
import type { Counted } from '../../world/aws/fleet/counted.ts';

/** The product's clients whose calls are the simulated region's actions themselves: the fast way. */
export function directClients(call: Call): Clients {
  const ready = <T extends object>(client: T, service: Service) => {
    const direct = speaking(client, call, service);
    return () => Promise.resolve(direct);
  };
  return {
    ec2: ready(EC2Client.prototype, 'ec2'),
    autoscaling: ready(AutoScalingClient.prototype, 'autoscaling'),
    cloudwatch: ready(CloudWatchClient.prototype, 'monitoring'),
    elbv2: ready(ElasticLoadBalancingV2Client.prototype, 'elasticloadbalancing'),
    ssm: ready(SSMClient.prototype, 'ssm'),
    sts: ready(STSClient.prototype, 'sts'),
  };
}

/** The product's clients as they are, but that no socket is between them and the region: requests and replies are AWS's own text. */
export function codecClients(settings: ClientSettings): Clients {
  const once = { ...settings, maxAttempts: 1 };
  const made = {
    ec2: new EC2Client(once),
    autoscaling: new AutoScalingClient(once),
    cloudwatch: new CloudWatchClient(once),
    elbv2: new ElasticLoadBalancingV2Client(once),
    ssm: new SSMClient(once),
    sts: new STSClient(once),
  };
  return {
    ec2: () => Promise.resolve(made.ec2),
    autoscaling: () => Promise.resolve(made.autoscaling),
    cloudwatch: () => Promise.resolve(made.cloudwatch),
    elbv2: () => Promise.resolve(made.elbv2),
    ssm: () => Promise.resolve(made.ssm),
    sts: () => Promise.resolve(made.sts),
  };
}

/** The calls of one driver over those clients, counted as `countedAt` counts them. */
export function countedOn(clients: Clients): Counted {
  const calls = { reads: 0, writes: 0 };
  return {
    read(call) {
      calls.reads += 1;
      return answerOf(call(clients));
    },
    write(call) {
      calls.writes += 1;
      return answerOf(call(clients));
    },
    calls: () => ({ ...calls }),
  };
}

/** A client of that class, for the SDK's paginators look, whose `send` is a call. */
function speaking<T extends object>(prototype: T, call: Call, service: Service): T {
  const send = async (command: { readonly input: object }) => {
    try {
      return await call(service, command.constructor.name.replace(/Command$/, ''), command.input);
    } catch (error) {
      throw error instanceof AwsError ? asTheSdkThrows(error) : error;
    }
  };
  return Object.assign(Object.create(prototype) as T, { send });
}

function asTheSdkThrows({ code, message, status }: AwsError): Error {
  return Object.assign(new Error(message), { name: code, $metadata: { httpStatusCode: status } });
}
