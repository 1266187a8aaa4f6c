import type * as sdk from '@aws-sdk/client-ssm';

import {
  deleteParameter as forgetParameter,
  parameterOf,
  parametersBelow,
  putParameter as keepParameter,
} from '../../model/parameters.ts';
import { findParameterVersion } from '../../model/parameter-versions.ts';
import { type Actions, action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { pageOf } from '../page.ts';
import { parameterView } from './parameter-view.ts';
import { getParameterHistory, labelParameterVersion } from './versions.ts';

const putParameter = action<sdk.PutParameterRequest, sdk.PutParameterResult>(
  ['Name', 'Value', 'Type', 'Overwrite'],
  (region, input) => {
    if (input.Type === 'StringList') {
      throw new AwsError(
        'UnsupportedParameterType',
        'The local region does not model parameters of the type StringList',
      );
    }
    const order = {
      name: input.Name,
      value: input.Value,
      type: input.Type,
      overwrite: input.Overwrite ?? false,
    };
    return { Version: keepParameter(region, order).version, Tier: 'Standard' };
  },
);

const getParameter = action<sdk.GetParameterRequest, sdk.GetParameterResult>(
  ['Name', 'WithDecryption'],
  (region, input) => ({
    Parameter: {
      ...parameterView(region, findParameterVersion(region, input.Name), input.WithDecryption),
      ...(input.Name.includes(':') ? { Selector: input.Name.slice(input.Name.indexOf(':')) } : {}),
    },
  }),
);

/** At most ten names; those that are none are told apart, and are no error [M]. */
const getParameters = action<sdk.GetParametersRequest, sdk.GetParametersResult>(
  ['Names', 'WithDecryption'],
  (region, input) => {
    if (input.Names.length > MOST) throw tooMany('names', input.Names.length);
    const found = input.Names.map((name) => parameterOf(region, name)).filter((one) => one !== undefined);
    return {
      Parameters: found.map((parameter) => parameterView(region, parameter, input.WithDecryption)),
      InvalidParameters: input.Names.filter((name) => parameterOf(region, name) === undefined),
    };
  },
);

const getParametersByPath = action<sdk.GetParametersByPathRequest, sdk.GetParametersByPathResult>(
  ['Path', 'Recursive', 'WithDecryption', 'MaxResults', 'NextToken'],
  (region, input) => {
    if (!input.Path.startsWith('/')) {
      throw new AwsError(
        'ValidationException',
        `The parameter path '${input.Path}' must begin with a slash.`,
      );
    }
    const size = input.MaxResults ?? MOST;
    if (size > MOST) throw tooMany('maxResults', size);
    const all = parametersBelow(region, input.Path, input.Recursive ?? false);
    const page = pageOf(all, input.NextToken, size, 'InvalidNextToken');
    return {
      Parameters: page.items.map((parameter) => parameterView(region, parameter, input.WithDecryption)),
      ...(page.next === undefined ? {} : { NextToken: page.next }),
    };
  },
);

const deleteParameter = action<sdk.DeleteParameterRequest, sdk.DeleteParameterResult>(
  ['Name'],
  (region, input) => {
    forgetParameter(region, input.Name);
    return {};
  },
);

/** Parameters in one answer, and names in one question [M]. */
const MOST = 10;

function tooMany(member: string, number: number): AwsError {
  return new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${number}' at '${member}' failed to satisfy constraint: Member must have at most ${MOST}`,
  );
}

/** What the region serves of SSM. */
export const ssmActions: Actions = {
  PutParameter: putParameter,
  GetParameter: getParameter,
  GetParameters: getParameters,
  GetParametersByPath: getParametersByPath,
  DeleteParameter: deleteParameter,
  GetParameterHistory: getParameterHistory,
  LabelParameterVersion: labelParameterVersion,
};
