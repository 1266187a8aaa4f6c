import { AwsError } from './aws-error.ts';
import type { Dialect } from './dialect.ts';

interface Place {
  readonly dialect: Dialect;
  readonly path: string;
}

/** The answer to a parameter that AWS has not. */
export function unknownParameter(path: string, dialect: Dialect): AwsError {
  const code = dialect === 'ec2' ? 'UnknownParameter' : 'ValidationError';
  return new AwsError(code, `The parameter ${path} is not recognized`);
}

/** The answer to a text that is not of the parameter's type. */
export function malformedValue(text: string, { dialect, path }: Place, type: string): AwsError {
  if (dialect === 'query')
    return new AwsError('MalformedInput', `Expected a ${type} at ${path}, found '${text}'`);
  return new AwsError('InvalidParameterValue', `Invalid value '${text}' for ${path}: a ${type} is expected`);
}

/** The answer to a request that lacks a required parameter. @param path as the request would have named it */
export function missingParameter(path: string, dialect: Dialect | 'json'): AwsError {
  switch (dialect) {
    case 'ec2':
      return new AwsError('MissingParameter', `The request must contain the parameter ${path}`);
    case 'query':
      return new AwsError('ValidationError', notNull(path));
    case 'json':
      return new AwsError('ValidationException', notNull(path));
  }
}

/** The answer to a parameter that AWS has and the region has not: refused, never ignored. */
export function notModelled(action: string, path: string, dialect: Dialect | 'json'): AwsError {
  const code =
    dialect === 'ec2'
      ? 'UnsupportedOperation'
      : dialect === 'query'
        ? 'ValidationError'
        : 'ValidationException';
  return new AwsError(code, `The local region does not model the parameter ${path} of ${action}`);
}

function notNull(path: string): string {
  const place = path.slice(0, 1).toLowerCase() + path.slice(1);
  return `1 validation error detected: Value null at '${place}' failed to satisfy constraint: Member must not be null`;
}
