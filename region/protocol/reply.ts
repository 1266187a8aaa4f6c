import type { Api, Operation } from './api.ts';
import type { AwsError } from './aws-error.ts';
import { writeJson } from './json.ts';
import { escapeXml, writeMembers } from './write-xml.ts';

/** What goes back over HTTP. */
export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** Beside the type and the id of the request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** It is not sent, for the region is broken so: the connection breaks, or stays open in silence. */
  readonly withheld?: 'broken' | 'silent';
}

/** The reply to an operation that was done. */
export function success(api: Api, operation: Operation, output: object, requestId: string): Reply {
  switch (api.dialect) {
    case 'ec2':
      return xml(200, ec2Success(api, operation, output, requestId));
    case 'query':
      return xml(200, querySuccess(api, operation, output, requestId));
    case 'json':
      return json(api, 200, writeJson(output));
  }
}

function ec2Success(api: Api, operation: Operation, output: object, requestId: string): string {
  const content =
    operation.output === undefined ? '<return>true</return>' : writeMembers(operation.output, output);
  const tag = `${operation.name}Response`;
  return `<${tag} xmlns="${api.namespace}"><requestId>${requestId}</requestId>${content}</${tag}>`;
}

function querySuccess(api: Api, operation: Operation, output: object, requestId: string): string {
  const content = operation.output === undefined ? '' : writeMembers(operation.output, output);
  const result = `<${operation.name}Result>${content}</${operation.name}Result>`;
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  return `<${operation.name}Response xmlns="${api.namespace}">${result}${metadata}</${operation.name}Response>`;
}

/** The reply to a request that was refused, in the form that its protocol gives to errors. */
export function failure(api: Api, error: AwsError, requestId: string): Reply {
  switch (api.dialect) {
    case 'ec2':
      return xml(error.status, ec2Failure(error, requestId));
    case 'query':
      return xml(error.status, queryFailure(api, error, requestId));
    case 'json':
      return jsonFailure(api, error);
  }
}

function ec2Failure(error: AwsError, requestId: string): string {
  const content = `<Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message>`;
  return `<Response><Errors><Error>${content}</Error></Errors><RequestID>${requestId}</RequestID></Response>`;
}

function queryFailure(api: Api, error: AwsError, requestId: string): string {
  const blame = error.status < 500 ? 'Sender' : 'Receiver';
  const content = `<Type>${blame}</Type><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message>`;
  return `<ErrorResponse xmlns="${api.namespace}"><Error>${content}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
}

function xml(status: number, content: string): Reply {
  return {
    status,
    type: 'text/xml;charset=UTF-8',
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${content}`,
  };
}

/** The code of the query protocol, where the service had it before JSON, stands in a header of its own. */
function jsonFailure(api: Api, error: AwsError): Reply {
  const { name, code } = api.errors.get(error.code) ?? { name: error.code, code: error.code };
  const reply = json(api, error.status, JSON.stringify({ __type: name, message: error.message }));
  if (api.queryCompatible !== true) return reply;
  const blame = error.status < 500 ? 'Sender' : 'Receiver';
  return { ...reply, headers: { 'x-amzn-query-error': `${code};${blame}` } };
}

function json({ queryCompatible }: Api, status: number, body: string): Reply {
  return { status, type: `application/x-amz-json-${queryCompatible === true ? '1.0' : '1.1'}`, body };
}
