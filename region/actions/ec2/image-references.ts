import type * as sdk from '@aws-sdk/client-ec2';

import { findImage } from '../../model/ec2/images.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { parameterArn } from '../ssm/parameter-view.ts';
import { paged } from './paged.ts';

/** Images in one question [M]. */
const MOST_IMAGES = 10;

/** What the account's own instances and launch templates name; Auto Scaling groups are not looked at, as on AWS [M]. */
export const describeImageReferences = action<
  sdk.DescribeImageReferencesRequest,
  sdk.DescribeImageReferencesResult
>(
  ['ImageIds', 'IncludeAllResourceTypes', 'ResourceTypes', 'MaxResults', 'NextToken'],
  (region, { ImageIds: imageIds, ...input }) => {
    if (imageIds.length > MOST_IMAGES) {
      throw new AwsError(
        'InvalidParameterValue',
        `At most ${MOST_IMAGES} images can be asked for in one call`,
      );
    }
    for (const id of imageIds) findImage(region, id);
    const wanted = searchesOf(input).flatMap((search) => referencesOf(region, search));
    const references = wanted.filter(({ ImageId }) => imageIds.includes(ImageId));
    const { items, token } = paged(references, input, 1);
    return { ImageReferences: items, ...token };
  },
);

type Search = Pick<sdk.ResourceTypeRequest, 'ResourceType' | 'ResourceTypeOptions'>;

interface Reference {
  readonly ImageId: string;
  readonly ResourceType: sdk.ImageReferenceResourceType;
  readonly Arn: string;
}

const ALL = [
  'ec2:Instance',
  'ec2:LaunchTemplate',
  'ssm:Parameter',
  'imagebuilder:ImageRecipe',
  'imagebuilder:ContainerRecipe',
] as const;

/** What is asked for by name is stronger than what is asked for with all [M]. */
function searchesOf({
  IncludeAllResourceTypes,
  ResourceTypes = [],
}: Pick<sdk.DescribeImageReferencesRequest, 'IncludeAllResourceTypes' | 'ResourceTypes'>): Search[] {
  if (IncludeAllResourceTypes !== true && ResourceTypes.length === 0) {
    throw new AwsError(
      'MissingParameter',
      'The request must contain the parameter IncludeAllResourceTypes or ResourceTypes',
    );
  }
  const named = new Set(ResourceTypes.map(({ ResourceType }) => ResourceType));
  const others = IncludeAllResourceTypes === true ? ALL.filter((type) => !named.has(type)) : [];
  return [...ResourceTypes, ...others.map((type) => ({ ResourceType: type }))];
}

/** There is no Image Builder here, and so no recipe that names an image. */
function referencesOf(region: Region, search: Search): Reference[] {
  switch (search.ResourceType) {
    case 'ec2:Instance':
      return instances(region, optionOf(search, 'state-name'));
    case 'ec2:LaunchTemplate':
      return templates(region, depthOf(search));
    case 'ssm:Parameter':
      return parameters(region);
    default:
      return [];
  }
}

function instances(region: Region, states: readonly string[] | undefined): Reference[] {
  return region.state.ec2.instances
    .filter(({ state }) => states === undefined || states.includes(state))
    .map(({ instanceId, imageId }) => ({
      ImageId: imageId,
      ResourceType: 'ec2:Instance',
      Arn: `${ec2Arn(region)}:instance/${instanceId}`,
    }));
}

/** A template is named once, however many of its newest versions name the image. */
function templates(region: Region, depth: number): Reference[] {
  return region.state.ec2.templates.flatMap(({ id, versions }) => {
    const images = new Set(versions.slice(-depth).map(({ data }) => data.ImageId ?? ''));
    return [...images].map((imageId): Reference => ({
      ImageId: imageId,
      ResourceType: 'ec2:LaunchTemplate',
      Arn: `${ec2Arn(region)}:launch-template/${id}`,
    }));
  });
}

function parameters(region: Region): Reference[] {
  return region.state.parameters.parameters.map(({ name, value }) => ({
    ImageId: value,
    ResourceType: 'ssm:Parameter',
    Arn: parameterArn(region, name),
  }));
}

function optionOf({ ResourceTypeOptions = [] }: Search, name: string): readonly string[] | undefined {
  return ResourceTypeOptions.find(({ OptionName }) => OptionName === name)?.OptionValues;
}

/** Newest versions that are looked at where nothing is said, and the most [M]. */
const [DEPTH, DEEPEST] = [10, 10_000];

function depthOf(search: Search): number {
  const said = optionOf(search, 'version-depth')?.[0];
  if (said === undefined) return DEPTH;
  const depth = Number(said);
  if (Number.isInteger(depth) && depth >= 1 && depth <= DEEPEST) return depth;
  throw new AwsError(
    'InvalidParameterValue',
    `The value '${said}' for version-depth is invalid. It must be from 1 to ${DEEPEST}.`,
  );
}

function ec2Arn({ name, accountId }: Region): string {
  return `arn:aws:ec2:${name}:${accountId}`;
}
