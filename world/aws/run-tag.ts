import type { ResourceType, TagSpecification } from '@aws-sdk/client-ec2';

/** The tag that everything made for one bake carries, with the bake's run as its value. */
export const RUN_TAG = 'bakeroll:run';

/** The tag, as the call that makes a thing takes it. */
export function taggedAs(type: ResourceType, run: string): TagSpecification[] {
  return [{ ResourceType: type, Tags: [{ Key: RUN_TAG, Value: run }] }];
}
