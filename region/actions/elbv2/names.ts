import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';

/** An ARN as ELBv2 shapes them: `arn:aws:elasticloadbalancing:eu-local-1:000000000000:targetgroup/web/0123456789abcdef`. */
export function newArn(region: Region, resource: string): string {
  const account = `${region.name}:${region.accountId}`;
  return `arn:aws:elasticloadbalancing:${account}:${resource}/${region.random.bytes(8).toString('hex')}`;
}

/**
 * Checks the name of a load balancer or a target group: at most 32 letters, digits and hyphens, none at an end [M].
 *
 * @param kind as AWS's text names it: `Load balancer`, `Target group`
 * @throws AwsError ValidationError
 */
export function checkName(kind: string, name: string): void {
  if (name.length > 32) throw invalid(`${kind} name '${name}' cannot be longer than '32' characters`);
  if (!/^[a-zA-Z0-9-]+$/.test(name)) {
    throw invalid(
      `${kind} name '${name}' can only contain characters that are alphanumeric characters and hyphens(-)`,
    );
  }
  if (/^-|-$/.test(name)) throw invalid(`${kind} name '${name}' cannot begin or end with '-'`);
}

/** @throws AwsError ValidationError when `value` is none of the whole numbers from `least` to `most` */
export function checkRange(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw invalid(`${name} '${value}' must be in the range ${least}-${most}`);
}

function invalid(text: string): AwsError {
  return new AwsError('ValidationError', text);
}
