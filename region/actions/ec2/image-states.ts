import type * as sdk from '@aws-sdk/client-ec2';

import { deprecateImage, undeprecateImage } from '../../model/ec2/deprecation.ts';
import { protectImage, unprotectImage } from '../../model/ec2/deregistration-protection.ts';
import { disableImage as putOutOfUse, enableImage as putInUse } from '../../model/ec2/disabled-images.ts';
import { action } from '../../protocol/action.ts';

export const disableImage = action<sdk.DisableImageRequest, sdk.DisableImageResult>(
  ['ImageId'],
  (region, input) => {
    putOutOfUse(region, input.ImageId);
    return { Return: true };
  },
);

export const enableImage = action<sdk.EnableImageRequest, sdk.EnableImageResult>(
  ['ImageId'],
  (region, input) => {
    putInUse(region, input.ImageId);
    return { Return: true };
  },
);

export const enableImageDeprecation = action<
  sdk.EnableImageDeprecationRequest,
  sdk.EnableImageDeprecationResult
>(['ImageId', 'DeprecateAt'], (region, input) => {
  deprecateImage(region, input.ImageId, input.DeprecateAt.getTime());
  return { Return: true };
});

export const disableImageDeprecation = action<
  sdk.DisableImageDeprecationRequest,
  sdk.DisableImageDeprecationResult
>(['ImageId'], (region, input) => {
  undeprecateImage(region, input.ImageId);
  return { Return: true };
});

export const enableImageDeregistrationProtection = action<
  sdk.EnableImageDeregistrationProtectionRequest,
  sdk.EnableImageDeregistrationProtectionResult
>(['ImageId', 'WithCooldown'], (region, input) => ({
  Return: protectImage(region, input.ImageId, input.WithCooldown ?? false),
}));

export const disableImageDeregistrationProtection = action<
  sdk.DisableImageDeregistrationProtectionRequest,
  sdk.DisableImageDeregistrationProtectionResult
>(['ImageId'], (region, input) => ({ Return: unprotectImage(region, input.ImageId) }));
