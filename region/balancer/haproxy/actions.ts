import type { ForwardRoute, RuleRoute } from '../balancer.ts';
import type { FixedResponse, Redirect } from '../rule.ts';
import { keptName, limitName, PARTS } from './weights.ts';
import { nameOf, quoted } from './words.ts';

/**
 * The lines of a frontend that do what a rule says with the requests that it matches, which carry its name in `txn.rule`.
 * Lines that choose come before those that end the request.
 */
export function actionLines({ ruleArn, action }: RuleRoute): string[] {
  const rule = nameOf('r', ruleArn);
  const when = `if { var(txn.rule) -m str ${rule} }`;
  switch (action.kind) {
    case 'forward':
      return forwardLines(ruleArn, action, when);
    case 'fixed-response':
      return [`http-request return ${response(action)} ${when}`];
    case 'redirect':
      return redirectLines(action, when);
  }
}

/** Those that are bound to a target group by their cookie go there; another request draws, and goes to the first group whose limit it is below. */
function forwardLines(ruleArn: string, { targetGroups, stickiness }: ForwardRoute, when: string): string[] {
  const [only] = targetGroups;
  if (targetGroups.length === 1 && only !== undefined && stickiness === undefined)
    return [`http-request set-var(txn.group) str(${nameOf('g', only.arn)}) ${when}`];
  const free = `${when} !{ var(txn.group) -m found }`;
  return [
    ...(stickiness === undefined ? [] : [`http-request set-var(txn.sticky) int(${stickiness}) ${when}`]),
    ...targetGroups.map(({ arn }, at) => {
      const kept = `{ req.cook(AWSALBTG) -m str ${nameOf('g', arn)} } { var(${keptName(ruleArn, at)}) -m int 1 }`;
      return `http-request set-var(txn.group) str(${nameOf('g', arn)}) ${free} ${kept}`;
    }),
    `http-request set-var(txn.draw) rand(${PARTS}) ${free}`,
    ...targetGroups.map(({ arn }, at) => {
      const below = `{ var(txn.draw),sub(${limitName(ruleArn, at)}) -m int lt 0 }`;
      return `http-request set-var(txn.group) str(${nameOf('g', arn)}) ${free} ${below}`;
    }),
  ];
}

function response({ status, contentType = 'text/plain', body }: FixedResponse): string {
  if (body === undefined || body === '') return `status ${status}`;
  return `status ${status} content-type ${contentType} string ${quoted(body)}`;
}

function redirectLines({ status, protocol, host, port, path, query }: Redirect, when: string): string[] {
  const scheme = protocol === '#{protocol}' ? 'http' : protocol.toLowerCase();
  const isKept = query === '#{query}';
  const search = isKept ? '%[var(txn.search)]' : query === '' ? '' : `?${filled(query)}`;
  const location = `${scheme}://${filled(host)}:${filled(port)}${filled(path)}${search}`;
  return [
    ...(isKept
      ? [`http-request set-var-fmt(txn.search) ${quoted('?%[query]')} ${when} { query -m found }`]
      : []),
    `http-request redirect location ${quoted(location)} code ${status} ${when}`,
  ];
}

const PARTS_OF_REQUEST: Readonly<Record<string, string>> = {
  '#{protocol}': 'http',
  '#{host}': '%[req.hdr(host),host_only]',
  '#{port}': '%[dst_port]',
  '#{path}': '%[path,regsub(^/,)]',
  '#{query}': '%[query]',
};

function filled(template: string): string {
  return template.replaceAll(/#\{\w+\}|%/g, (found) =>
    found === '%' ? '%%' : (PARTS_OF_REQUEST[found] ?? found),
  );
}
