import type * as sdk from '@aws-sdk/client-ec2';

import { findOwnImage } from '../../model/ec2/images.ts';
import { share } from '../../model/ec2/sharing.ts';
import { action, type Checked } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { permissionsView, sharingIn } from './sharing.ts';

export const modifyImageAttribute = action<sdk.ModifyImageAttributeRequest, object>(
  [
    ...(['ImageId', 'Attribute', 'Value', 'Description', 'OperationType', 'UserIds', 'UserGroups'] as const),
    ...(['LaunchPermission.Add.UserId', 'LaunchPermission.Add.Group'] as const),
    ...(['LaunchPermission.Remove.UserId', 'LaunchPermission.Remove.Group'] as const),
  ],
  (region, input) => {
    const image = findOwnImage(region, input.ImageId);
    const { LaunchPermission: lists, UserGroups: groups } = input;
    if (attributeOf(input) === 'launchPermission') share(image, sharingIn({ ...input, groups, lists }));
    else image.description = descriptionIn(input);
    return {};
  },
);

/** One attribute a call; which one may be said by what is given of it. */
function attributeOf(input: Checked<sdk.ModifyImageAttributeRequest>): 'launchPermission' | 'description' {
  const said = input.Attribute ?? (input.LaunchPermission === undefined ? 'description' : 'launchPermission');
  if (said === 'launchPermission' || said === 'description') return said;
  throw notModelled(said);
}

function descriptionIn({ Description, Value }: Checked<sdk.ModifyImageAttributeRequest>): string {
  const text = Description?.Value ?? Value;
  if (text !== undefined) return text;
  throw new AwsError('MissingParameter', 'The request must contain the parameter description');
}

/** To its owner alone. */
export const describeImageAttribute = action<sdk.DescribeImageAttributeRequest, sdk.ImageAttribute>(
  ['ImageId', 'Attribute'],
  (region, { ImageId, Attribute }) => {
    const image = findOwnImage(region, ImageId);
    if (Attribute === 'launchPermission') return { ImageId, LaunchPermissions: permissionsView(image) };
    if (Attribute === 'description') return { ImageId, Description: { Value: image.description } };
    throw notModelled(Attribute);
  },
);

/** The launch permissions are the one attribute that can be reset [M]: it is nobody's but its owner's again. */
export const resetImageAttribute = action<sdk.ResetImageAttributeRequest, object>(
  ['ImageId', 'Attribute'],
  (region, { ImageId }) => {
    findOwnImage(region, ImageId).sharedWith = [];
    return {};
  },
);

function notModelled(attribute: string): AwsError {
  return new AwsError(
    'UnsupportedOperation',
    `The local region does not model the attribute ${attribute} of an image`,
  );
}
