import type * as sdk from '@aws-sdk/client-ssm';

import { historyOf, labelVersion } from '../../model/parameter-versions.ts';
import { action } from '../../protocol/action.ts';
import { ownerArn } from '../owner.ts';
import { pageOf } from '../page.ts';
import { parameterView } from './parameter-view.ts';

/** Versions in one answer [M]. */
const MOST = 50;

/** Oldest first, each with its labels. */
export const getParameterHistory = action<sdk.GetParameterHistoryRequest, sdk.GetParameterHistoryResult>(
  ['Name', 'WithDecryption', 'MaxResults', 'NextToken'],
  (region, input) => {
    const size = Math.min(input.MaxResults ?? MOST, MOST);
    const page = pageOf(historyOf(region, input.Name), input.NextToken, size, 'InvalidNextToken');
    return {
      Parameters: page.items.map((version) => {
        const { ARN: _arn, ...view } = parameterView(region, version, input.WithDecryption);
        return {
          ...view,
          LastModifiedUser: ownerArn(region),
          Labels: version.labels ?? [],
          Tier: 'Standard',
        };
      }),
      ...(page.next === undefined ? {} : { NextToken: page.next }),
    };
  },
);

export const labelParameterVersion = action<
  sdk.LabelParameterVersionRequest,
  sdk.LabelParameterVersionResult
>(['Name', 'ParameterVersion', 'Labels'], (region, input) => {
  const { version, invalid } = labelVersion(region, input.Name, input.ParameterVersion, input.Labels);
  return { InvalidLabels: invalid, ParameterVersion: version };
});
