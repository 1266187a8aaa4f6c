import type { IncomingHttpHeaders } from 'node:http';

import type { Api } from '../protocol/api.ts';
import { AwsError } from '../protocol/aws-error.ts';
import type { Region } from '../region.ts';
import { standing, strike } from './strike.ts';

/** How far the time of a signature may be from the service's, in milliseconds [UG: signature version 4]. */
const TOLERANCE = 5 * 60_000;

/** How far the region's clock is from true, in milliseconds. */
export function skewOf(region: Region): number {
  return Number(standing(region, 'clock-skew')?.words.offset ?? 0) * 1000;
}

/**
 * Refuses a signature made at another time than the region's skewed clock shows. Real time is compared, which clients sign with,
 * also where the region's own is virtual.
 *
 * @param now the real time, in milliseconds since the epoch
 * @throws AwsError
 */
export function checkSignatureTime(
  region: Region,
  api: Api,
  headers: IncomingHttpHeaders,
  now: number,
): void {
  if (standing(region, 'clock-skew') === undefined) return;
  const stamp = headers['x-amz-date'];
  const signed = typeof stamp === 'string' ? parseStamp(stamp) : undefined;
  const here = now + skewOf(region);
  if (signed === undefined || Math.abs(here - signed) <= TOLERANCE) return;
  strike(region, 'clock-skew', () => true);
  throw refusal(api, String(stamp), here, signed < here);
}

/** `20261121T080000Z`. */
function parseStamp(stamp: string): number | undefined {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp)?.map(Number) ?? [];
  if (second === undefined) return undefined;
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
}

function refusal(api: Api, stamp: string, here: number, isPast: boolean): AwsError {
  const bound = stampOf(here + (isPast ? -TOLERANCE : TOLERANCE));
  const sum = `${bound} (${stampOf(here)} ${isPast ? '-' : '+'} 5 min.)`;
  const text = isPast
    ? `Signature expired: ${stamp} is now earlier than ${sum}`
    : `Signature not yet current: ${stamp} is still later than ${sum}`;
  switch (api.dialect) {
    case 'ec2':
      return new AwsError('RequestExpired', 'Request has expired.');
    case 'query':
      return new AwsError('SignatureDoesNotMatch', text, 403);
    case 'json':
      return new AwsError('InvalidSignatureException', text);
  }
}

function stampOf(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
}
