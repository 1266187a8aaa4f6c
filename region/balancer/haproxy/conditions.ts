import type { Condition, QueryPair } from '../rule.ts';
import { patternOf, quoted } from './words.ts';

/** haproxy's words for "the request meets the condition": one anonymous ACL, met when any of its patterns is. */
export function acl(condition: Condition): string {
  const words = (...patterns: readonly string[]) => patterns.map(quoted).join(' ');
  switch (condition.field) {
    case 'path-pattern':
      return `{ path -m reg ${words(...condition.values.map(whole))} }`;
    case 'host-header':
      return `{ req.hdr(host),host_only -m reg -i ${words(...condition.values.map(whole))} }`;
    case 'http-header':
      return `{ ${quoted(`req.fhdr(${condition.name})`)} -m reg -i ${words(...condition.values.map(whole))} }`;
    case 'http-request-method':
      return `{ method -m str -- ${words(...condition.values)} }`;
    case 'query-string':
      return `{ query -m reg -i ${words(...condition.values.map(pair))} }`;
    case 'source-ip':
      return `{ src -m ip ${words(...condition.values)} }`;
  }
}

function whole(text: string): string {
  return `^${patternOf(text)}$`;
}

/** A key with its value, or a value of any key, somewhere in the query. */
function pair({ key, value }: QueryPair): string {
  const one = '[^&]';
  const name = key === undefined ? '[^&=]*' : patternOf(key, '[^&=]');
  return `(^|&)${name}=${patternOf(value, one)}(&|$)`;
}
