import { isIP } from 'node:net';

import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';

import type { Condition, QueryPair } from '../../balancer/rule.ts';
import { AwsError } from '../../protocol/aws-error.ts';

/** The members of a condition that the region models: wildcards, no regular expressions. */
export const CONDITION_MEMBERS = [
  'Field',
  'Values',
  'HostHeaderConfig.Values',
  'PathPatternConfig.Values',
  'HttpHeaderConfig.HttpHeaderName',
  'HttpHeaderConfig.Values',
  'QueryStringConfig',
  'HttpRequestMethodConfig',
  'SourceIpConfig.Values',
] as const;

/** How many values, and how many wildcards, a rule may have in all its conditions [UG]. */
const MOST = 5;

/**
 * The conditions of a rule: at least one, of headers and query strings several, of the others one each [M].
 *
 * @throws AwsError ValidationError
 */
export function conditionsAsked(asked: readonly sdk.RuleCondition[]): Condition[] {
  const conditions = asked.map(conditionAsked);
  if (conditions.length === 0) throw invalid('A rule must have at least one condition');
  const single = conditions
    .map(({ field }) => field)
    .filter((field) => field !== 'http-header' && field !== 'query-string');
  if (new Set(single).size < single.length) throw invalid('A rule can have one condition of each field');
  if (conditions.some(({ values }) => values.length === 0)) throw invalid('A condition must have a value');
  const count = conditions.reduce((sum, { values }) => sum + values.length, 0);
  if (count > MOST) throw invalid(`A rule can only have '${MOST}' condition values`);
  const wildcards = (JSON.stringify(conditions).match(/[*?]/g) ?? []).length;
  if (wildcards > MOST) throw invalid(`A rule can only have '${MOST}' wildcards in its condition values`);
  return conditions;
}

export function conditionView(condition: Condition): sdk.RuleCondition {
  const { field: Field } = condition;
  switch (condition.field) {
    case 'host-header':
      return { Field, Values: [...condition.values], HostHeaderConfig: { Values: [...condition.values] } };
    case 'path-pattern':
      return { Field, Values: [...condition.values], PathPatternConfig: { Values: [...condition.values] } };
    case 'http-header':
      return {
        Field,
        HttpHeaderConfig: { HttpHeaderName: condition.name, Values: [...condition.values] },
      };
    case 'http-request-method':
      return { Field, HttpRequestMethodConfig: { Values: [...condition.values] } };
    case 'query-string': {
      const Values = condition.values.map(({ key, value }) => ({ Key: key, Value: value }));
      return { Field, QueryStringConfig: { Values } };
    }
    case 'source-ip':
      return { Field, SourceIpConfig: { Values: [...condition.values] } };
  }
}

function conditionAsked(asked: sdk.RuleCondition): Condition {
  switch (asked.Field) {
    case 'host-header':
      return { field: 'host-header', values: texts(asked.HostHeaderConfig?.Values ?? asked.Values, HOST) };
    case 'path-pattern':
      return { field: 'path-pattern', values: texts(asked.PathPatternConfig?.Values ?? asked.Values, PATH) };
    case 'http-header':
      return {
        field: 'http-header',
        name: headerName(asked.HttpHeaderConfig?.HttpHeaderName ?? ''),
        values: texts(asked.HttpHeaderConfig?.Values, ANY),
      };
    case 'http-request-method':
      return { field: 'http-request-method', values: texts(asked.HttpRequestMethodConfig?.Values, METHOD) };
    case 'query-string':
      return { field: 'query-string', values: (asked.QueryStringConfig?.Values ?? []).map(queryPair) };
    case 'source-ip':
      return { field: 'source-ip', values: (asked.SourceIpConfig?.Values ?? []).map(cidr) };
    default:
      throw invalid(
        `Condition field '${asked.Field ?? ''}' must be one of '[path-pattern, host-header, ...]'`,
      );
  }
}

/** The characters that AWS takes [M], none of which ends a line. */
const HOST = /^[a-zA-Z0-9*?.-]{1,128}$/;
const PATH = /^[a-zA-Z0-9_.$/~"'@:+&()!,;=*?-]{1,128}$/;
const METHOD = /^[A-Z_-]{1,40}$/;
const ANY = /^[\x20-\x7e]{1,128}$/;

function texts(values: readonly string[] | undefined, form: RegExp): readonly string[] {
  for (const value of values ?? []) {
    if (!form.test(value)) throw invalid(`The condition value '${value}' is not valid`);
  }
  return values ?? [];
}

/** A host has a condition of its own [M]. */
function headerName(name: string): string {
  if (/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,40}$/.test(name) && name.toLowerCase() !== 'host') return name;
  throw invalid(`The HTTP header name '${name}' is not valid`);
}

function queryPair({ Key, Value = '' }: sdk.QueryStringKeyValuePair): QueryPair {
  texts(Key === undefined ? [Value] : [Key, Value], ANY);
  return Key === undefined ? { value: Value } : { key: Key, value: Value };
}

function cidr(text: string): string {
  const [address = '', bits = ''] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (/^\d{1,3}$/.test(bits) && Number(bits) <= most) return text;
  throw invalid(`The source IP '${text}' is not a valid CIDR block`);
}

function invalid(text: string): AwsError {
  return new AwsError('ValidationError', text);
}
