import { z } from 'zod';

/** A length of time as people write it (`30s`, `5m`, `2h`), in milliseconds. */
export const duration = z
  .string()
  .regex(/^\d+(ms|s|m|h|d)$/, 'expected a duration such as 30s, 5m or 2h')
  .transform((text) => {
    const [, count = '0', unit = 's'] = /^(\d+)(\D+)$/.exec(text) ?? [];
    return Number(count) * (MILLIS[unit] ?? 1000);
  });

const MILLIS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Some of a group's instances: a share of those asked, or a plain count. */
export type Amount = { readonly percent: number } | { readonly count: number };

export const amount = z
  .union([z.string().regex(/^\d+%$/, 'expected a share such as 50%, or a count'), z.int().min(0)])
  .transform((value): Amount =>
    typeof value === 'number' ? { count: value } : { percent: Number.parseInt(value, 10) },
  );

/** Where a secret is kept: never the secret itself. */
export type SecretSource =
  | { readonly from: 'env'; readonly name: string }
  | { readonly from: 'ssm'; readonly path: string }
  | { readonly from: 'file'; readonly path: string };

export const secretSource = z
  .string()
  .regex(
    /^(env:[A-Za-z_]\w*|ssm:\/.+|file:.+)$/,
    'expected env:NAME, ssm:/path or file:PATH, never the secret itself',
  )
  .transform((text): SecretSource => {
    const rest = text.slice(text.indexOf(':') + 1);
    if (text.startsWith('env:')) return { from: 'env', name: rest };
    return { from: text.startsWith('ssm:') ? 'ssm' : 'file', path: rest };
  });

/** As a secret source, for what is needed where no account is named: there is no SSM to ask. */
export const keySource = z
  .string()
  .regex(/^(env:[A-Za-z_]\w*|file:.+)$/, 'expected env:NAME or file:PATH, never the key itself')
  .pipe(secretSource);
