import { AwsError } from '../protocol/aws-error.ts';
import type { Region } from '../region.ts';
import { type Parameter, findParameter } from './parameters.ts';

/** Labels of one version [UG]. */
const MOST_LABELS = 10;

/** All that is kept of a parameter, oldest first: the last one is in force. @throws AwsError ParameterNotFound */
export function historyOf(region: Region, name: string): Parameter[] {
  const parameter = findParameter(region, name);
  const earlier = region.state.parameters.history?.filter((one) => one.name === name) ?? [];
  return [...earlier, parameter];
}

/**
 * One version of a parameter.
 *
 * @param selector `name`, `name:3` or `name:label`
 * @throws AwsError ParameterNotFound, ParameterVersionNotFound
 */
export function findParameterVersion(region: Region, selector: string): Parameter {
  const [name = '', which] = selector.split(':');
  if (which === undefined) return findParameter(region, name);
  const versions = historyOf(region, name);
  const found = /^\d+$/.test(which)
    ? versions.find(({ version }) => version === Number(which))
    : versions.find(({ labels = [] }) => labels.includes(which));
  if (found !== undefined) return found;
  throw new AwsError(
    'ParameterVersionNotFound',
    `Systems Manager could not find version ${which} of ${name}. Verify the version and try again.`,
  );
}

/**
 * Moves labels to a version: a label stands on one version at a time. Malformed ones are given back [UG].
 *
 * @throws AwsError as `findParameterVersion`, ParameterVersionLabelLimitExceeded
 */
export function labelVersion(
  region: Region,
  name: string,
  version: number | undefined,
  labels: readonly string[],
): { readonly version: number; readonly invalid: string[] } {
  const target = findParameterVersion(region, version === undefined ? name : `${name}:${version}`);
  const valid = labels.filter(isLabel);
  const wanted = [...new Set([...(target.labels ?? []), ...valid])];
  if (wanted.length > MOST_LABELS) {
    throw new AwsError(
      'ParameterVersionLabelLimitExceeded',
      `A parameter version can have a maximum of ${MOST_LABELS} labels.`,
    );
  }
  for (const one of historyOf(region, name))
    one.labels = one.labels?.filter((label) => !valid.includes(label));
  target.labels = wanted;
  return { version: target.version, invalid: labels.filter((label) => !isLabel(label)) };
}

/** Letters, digits and . - _, at most a hundred; it begins neither with a digit nor with aws or ssm [UG]. */
function isLabel(label: string): boolean {
  return /^[A-Za-z_.-][A-Za-z0-9_.-]{0,99}$/.test(label) && !/^(aws|ssm)/i.test(label);
}
