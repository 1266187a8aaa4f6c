import { seenBy } from '../faults/past.ts';
import { refuseRequest, tooMany } from '../faults/requests.ts';
import { takeToken } from '../model/throttling.ts';
import type { Region } from '../region.ts';
import type { Actions } from './action.ts';
import type { Operation, Service } from './api.ts';
import { AwsError } from './aws-error.ts';
import type { Call } from './call.ts';
import type { Caller } from './caller.ts';
import { checkInput } from './check-input.ts';
import { readJson } from './json.ts';
import { isWrite } from './is-write.ts';
import { readForm } from './read-form.ts';

export type ActionsByService = Readonly<Record<Service, Actions>>;

/**
 * Does what a call asks for.
 *
 * @returns the operation and its output, of the shape that the SDK gives it
 * @throws AwsError where the call is refused
 */
export async function perform(
  region: Region,
  call: Call,
  actions: ActionsByService,
  caller: Caller,
): Promise<{ readonly operation: Operation; readonly output: object }> {
  const { api } = call;
  const operation = api.operations.get(call.action);
  if (operation === undefined) throw unknownAction(call);
  const action = actions[api.service][operation.name];
  if (action === undefined) throw notServed(call);
  if (!takeToken(region, api.service, operation.name, isWrite(operation.name))) throw tooMany(api);
  const input = readInput(call, operation);
  checkInput(api, operation, action.takes, input);
  refuseRequest(region, { api, action: operation.name, input });
  return { operation, output: await action.run(seenBy(region, api.service, operation.name), input, caller) };
}

function readInput({ api, payload }: Call, operation: Operation): object {
  if (payload.kind === 'read') return payload.input;
  if (payload.kind === 'json') return readJson(operation.input, payload.text);
  if (api.dialect === 'json') throw new AwsError('SerializationException', 'A JSON body is expected');
  if (operation.input === undefined) return {};
  return Object(readForm(operation.input, payload.form, api.dialect)) as object;
}

function unknownAction({ api, action }: Call): AwsError {
  if (api.dialect === 'json')
    return new AwsError('UnknownOperationException', `The operation ${action} is not known`);
  return new AwsError('InvalidAction', `The action ${action} is not valid for this web service.`);
}

function notServed({ api, action }: Call): AwsError {
  return new AwsError('UnsupportedOperation', `The local region does not model ${api.service}:${action}`);
}
