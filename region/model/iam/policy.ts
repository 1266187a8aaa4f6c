import { AwsError } from '../../protocol/aws-error.ts';

/** A statement of a policy, as far as the region reads it. */
interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  /** The accounts and ARNs that it is about; `*` is everybody. Services are none of them. */
  readonly principals: readonly string[];
  /** Whether it is about everything, at any time. What is about less allows nothing here, and denies all that it might. */
  readonly unlimited: boolean;
}

/** Who asks to assume a role. */
export interface Principal {
  readonly accountId: string;
  readonly arn: string;
}

/** Whether a trust policy lets somebody assume its role. @throws AwsError as `statementsIn` */
export function trusts(document: string, { accountId, arn }: Principal): boolean {
  const own = [accountId, `arn:aws:iam::${accountId}:root`, arn, '*'];
  const about = statementsIn(document).filter(({ principals }) =>
    principals.some((one) => own.includes(one)),
  );
  return isAllowed(about, 'sts:AssumeRole');
}

/** Whether policies allow an action, such as `ec2:RunInstances`, by all of them together. */
export function allows(documents: readonly string[], action: string): boolean {
  return isAllowed(documents.flatMap(statementsIn), action);
}

/** What is denied is denied whatever allows it [UG]. */
function isAllowed(statements: readonly Statement[], action: string): boolean {
  const about = statements.filter(({ actions }) => actions.some((pattern) => matches(pattern, action)));
  if (about.some(({ effect }) => effect === 'Deny')) return false;
  return about.some(({ effect, unlimited }) => effect === 'Allow' && unlimited);
}

/** In either case of letters; `*` is any text, `?` any character [UG]. */
function matches(pattern: string, action: string): boolean {
  const source = pattern
    .replace(/[\\^$.+()[\]{}|]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'i').test(action);
}

/** @throws AwsError MalformedPolicyDocument for a text that is no policy */
export function statementsIn(document: string): Statement[] {
  const policy = fieldsOf(parsed(document));
  const all = listOf(policy['Statement']);
  if (all.length === 0) throw malformed('Syntax errors in policy.');
  return all.map(statementOf);
}

/** @throws AwsError MalformedPolicyDocument where a statement says nobody, or somebody who is none */
export function checkTrust(document: string): void {
  for (const statement of listOf(fieldsOf(parsed(document))['Statement']).map(fieldsOf)) {
    if (statement['Principal'] === undefined) throw malformed('Missing required field Principal');
    if (statement['Resource'] !== undefined) throw malformed('Has prohibited field Resource');
  }
  for (const one of statementsIn(document).flatMap(({ principals }) => principals)) {
    if (/^(\*|\d{12}|arn:aws:(iam|sts)::\d{12}:.+)$/.test(one)) continue;
    throw malformed(`Invalid principal in policy: "AWS":"${one}"`);
  }
}

function statementOf(value: unknown): Statement {
  const { Effect, Action, Principal, Resource, Condition, ...rest } = fieldsOf(value);
  if (Effect !== 'Allow' && Effect !== 'Deny') throw malformed('Syntax errors in policy.');
  const about = listOf(Resource);
  return {
    effect: Effect,
    actions: Action === undefined ? ['*'] : textsOf(Action),
    principals: Principal === '*' ? ['*'] : textsOf(fieldsOf(Principal ?? {})['AWS']),
    unlimited:
      Action !== undefined &&
      Condition === undefined &&
      (about.length === 0 || about.includes('*')) &&
      Object.keys(rest).every((name) => name === 'Sid'),
  };
}

function parsed(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    throw malformed('This policy contains invalid Json');
  }
}

function fieldsOf(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw malformed('Syntax errors in policy.');
}

function listOf(value: unknown): unknown[] {
  return value === undefined ? [] : [value].flat();
}

function textsOf(value: unknown): string[] {
  return listOf(value).map(String);
}

function malformed(text: string): AwsError {
  return new AwsError('MalformedPolicyDocument', text);
}
