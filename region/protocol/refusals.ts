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

/** The answer to a text that is none of the values that the parameter may have. */
export function notAllowedValue(
  value: string,
  path: string,
  allowed: readonly string[],
  dialect: Dialect | 'json',
): AwsError {
  if (dialect === 'ec2') {
    return new AwsError('InvalidParameterValue', `Value (${value}) for parameter ${path} is invalid.`);
  }
  const text = `Value '${value}' at '${inSentence(path)}' failed to satisfy constraint: Member must satisfy enum value set: [${allowed.join(', ')}]`;
  return validationError(`1 validation error detected: ${text}`, dialect);
}

/** The answer to a parameter that AWS has and the region has not: refused, never ignored. */
export function notModelled(action: string, path: string, dialect: Dialect | 'json'): AwsError {
  const text = `The local region does not model the parameter ${path} of ${action}`;
  return dialect === 'ec2' ? new AwsError('UnsupportedOperation', text) : validationError(text, dialect);
}

/** The answer to a request that lacks a required parameter. @param path as the request would have named it */
export function missingParameter(path: string, dialect: Dialect | 'json'): AwsError {
  if (dialect === 'ec2') {
    return new AwsError('MissingParameter', `The request must contain the parameter ${path}`);
  }
  const text = `Value null at '${inSentence(path)}' failed to satisfy constraint: Member must not be null`;
  return validationError(`1 validation error detected: ${text}`, dialect);
}

function validationError(text: string, dialect: 'query' | 'json'): AwsError {
  return new AwsError(dialect === 'query' ? 'ValidationError' : 'ValidationException', text);
}

/** AWS's sentences begin a parameter's name with a small letter. */
function inSentence(path: string): string {
  return path.slice(0, 1).toLowerCase() + path.slice(1);
}
