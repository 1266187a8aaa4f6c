import {
  DescribeInstancesCommand,
  type Instance,
  RunInstancesCommand,
  type RunInstancesCommandInput,
} from '@aws-sdk/client-ec2';
import type { Test } from 'tap';

import { type ModelRegion, startModelRegion } from '../model-region.ts';

export interface Ec2Region extends ModelRegion {
  /** The base image, as Debian's. */
  readonly baseImageId: string;
  /** Launches one instance of the base image, or of what `input` says, and gives it as it is then. */
  run(input?: Partial<RunInstancesCommandInput>): Promise<Instance>;
  /** The instance as DescribeInstances tells it. */
  see(instanceId: string): Promise<Instance>;
  /** From now on disks are not kept before the function given back is called. */
  holdCaptures(): () => void;
  /** Lets everything happen that needs no time. */
  settle(): Promise<void>;
}

/** A region of the test's own, gone when the test ends. */
export async function startEc2(t: Test): Promise<Ec2Region> {
  const model = await startModelRegion();
  t.teardown(() => model.close());
  const baseImageId = model.region.state.ec2.images[0]?.imageId ?? '';
  const usual = { ImageId: baseImageId, InstanceType: 't3.small', MinCount: 1, MaxCount: 1 } as const;
  const capture = model.machines.capture.bind(model.machines);
  return {
    ...model,
    baseImageId,
    run: async (input) =>
      only((await model.ec2.send(new RunInstancesCommand({ ...usual, ...input }))).Instances),
    see: async (instanceId) => {
      const { Reservations } = await model.ec2.send(
        new DescribeInstancesCommand({ InstanceIds: [instanceId] }),
      );
      return only(Reservations?.flatMap(({ Instances = [] }) => Instances));
    },
    holdCaptures: () => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      model.machines.capture = (...order) => promise.then(() => capture(...order));
      return () => {
        model.machines.capture = capture;
        resolve(undefined);
      };
    },
    settle: () => model.clock.pass(0),
  };
}

/** The one thing that a reply holds. */
export function only<Thing>(things: readonly Thing[] | undefined): Thing {
  const [thing, ...others] = things ?? [];
  if (thing === undefined || others.length > 0)
    throw new Error(`one is due, ${things?.length ?? 0} are there`);
  return thing;
}

/** The id of something that a reply must name. */
export function idOf(id: string | undefined): string {
  if (id === undefined) throw new Error('the reply names no id');
  return id;
}
