import { AwsError } from '../protocol/aws-error.ts';
import type { Region } from '../region.ts';

/** The parameters of SSM. */
export interface ParametersState {
  parameters: Parameter[];
  /** Their earlier versions, oldest first. */
  history?: Parameter[];
}

export interface Parameter {
  readonly name: string;
  readonly type: ParameterKind;
  readonly value: string;
  readonly version: number;
  /** Milliseconds since the epoch. */
  readonly modified: number;
  labels?: string[] | undefined;
}

export type ParameterKind = 'String' | 'SecureString';

export function emptyParameters(): ParametersState {
  return { parameters: [] };
}

export interface ParameterOrder {
  readonly name: string;
  readonly value: string;
  /** What it was, or `String`, where nothing is said. */
  readonly type: ParameterKind | undefined;
  readonly overwrite: boolean;
}

/** Keeps a parameter. @throws AwsError ParameterAlreadyExists, ValidationException */
export function putParameter(region: Region, order: ParameterOrder): Parameter {
  const { parameters } = region.state;
  checkName(order.name);
  checkValue(order.value);
  const before = parameters.parameters.find(({ name }) => name === order.name);
  if (before !== undefined && !order.overwrite) {
    throw new AwsError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
  }
  const parameter: Parameter = {
    name: order.name,
    type: order.type ?? before?.type ?? 'String',
    value: order.value,
    version: (before?.version ?? 0) + 1,
    modified: region.clock.now(),
  };
  parameters.parameters = [...parameters.parameters.filter((one) => one !== before), parameter];
  if (before !== undefined) keepVersion(parameters, before);
  return parameter;
}

/** Versions that are kept of a parameter beside the one in force [UG: 100 in all]. */
const EARLIER = 99;

/** Keeps an earlier version; the oldest goes for it when there are too many. A label would keep it on AWS, which then refuses. */
function keepVersion(parameters: ParametersState, before: Parameter): void {
  const { name } = before;
  const history = parameters.history ?? [];
  const own = history.filter((one) => one.name === name);
  const over = own.length >= EARLIER ? own[0] : undefined;
  parameters.history = [...history.filter((one) => one !== over), before];
}

/** A name is a path of up to fifteen levels, from the root on, or has no levels at all [M]. */
function checkName(name: string): void {
  const levels = name.split('/').length - 1;
  const wellFormed =
    /^[A-Za-z0-9_.\-/]{1,1011}$/.test(name) && levels <= 15 && (levels === 0 || name.startsWith('/'));
  if (wellFormed && !/^\/?(aws|ssm)/i.test(name)) return;
  throw new AwsError(
    'ValidationException',
    `Parameter name: can't be '${name}'. It is a fully qualified path of letters, digits and . - _, with at most fifteen levels, and begins neither with "aws" nor "ssm".`,
  );
}

/** Bytes, in the standard tier [M]. */
const LARGEST_VALUE = 4096;

function checkValue(value: string): void {
  const size = Buffer.byteLength(value);
  if (size >= 1 && size <= LARGEST_VALUE) return;
  throw new AwsError(
    'ValidationException',
    `Standard tier parameters support a maximum parameter value of ${LARGEST_VALUE} characters, and at least one.`,
  );
}

export function parameterOf({ state }: Region, name: string): Parameter | undefined {
  return state.parameters.parameters.find((one) => one.name === name);
}

/** @throws AwsError ParameterNotFound */
export function findParameter(region: Region, name: string): Parameter {
  const parameter = parameterOf(region, name);
  if (parameter !== undefined) return parameter;
  throw new AwsError('ParameterNotFound', `Parameter ${name} not found.`);
}

/** The parameters below a path, by name; those further down only when `recursive`. */
export function parametersBelow({ state }: Region, path: string, recursive: boolean): Parameter[] {
  const prefix = path.endsWith('/') ? path : `${path}/`;
  const below = state.parameters.parameters.filter(({ name }) => name.startsWith(prefix));
  const wanted = below.filter(({ name }) => recursive || !name.slice(prefix.length).includes('/'));
  return wanted.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** @throws AwsError as `findParameter` */
export function deleteParameter(region: Region, name: string): void {
  const parameter = findParameter(region, name);
  const { parameters } = region.state;
  parameters.parameters = parameters.parameters.filter((one) => one !== parameter);
  parameters.history = (parameters.history ?? []).filter((one) => one.name !== name);
}
