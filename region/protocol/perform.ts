import { seenBy } from '../faults/past.ts';
import { hangs, losesAnswer, refuseRequest, tooMany } from '../faults/requests.ts';
import { takeToken } from '../model/throttling.ts';
import type { Region } from '../region.ts';
import type { Action, Actions } from './action.ts';
import type { Operation, Service } from './api.ts';
import { AwsError } from './aws-error.ts';
import type { Call } from './call.ts';
import type { Caller } from './caller.ts';
import { checkInput } from './check-input.ts';
import { readJson } from './json.ts';
import { isWrite } from './is-write.ts';
import { readForm } from './read-form.ts';
import { outcomeOf, requestEvent } from './request-event.ts';

export type ActionsByService = Readonly<Record<Service, Actions>>;

/** An operation and its output, of the shape that the SDK gives it. */
export interface Performed {
  readonly operation: Operation;
  readonly output: object;
  /** The answer goes to nobody: it was not done (`hang`), or it was (`lost-answer`). */
  readonly withheld?: 'hang' | 'lost-answer';
}

/**
 * Does what a call asks for, and tells the event log: the request first, then what it did.
 *
 * @throws AwsError where the call is refused
 */
export async function perform(
  region: Region,
  call: Call,
  actions: ActionsByService,
  caller: Caller,
): Promise<Performed> {
  let input: object | undefined;
  const told = (outcome: string) => requestEvent(call, { caller, outcome, input });
  const attempt = (): Performed | Promise<Performed> => {
    const found = find(call, actions);
    input = readInput(call, found.operation);
    return act(region, call, { ...found, input, caller });
  };
  const { done, error } = region.events.inOrder(() => {
    try {
      const done = attempt();
      // What takes time only reads: nothing of it has to stand after the request.
      return { done, request: done instanceof Promise ? undefined : told(done.withheld ?? 'ok') };
    } catch (error) {
      return { error, request: told(outcomeOf(error)) };
    }
  });
  if (done === undefined) throw error;
  if (!(done instanceof Promise)) return done;
  try {
    const late = await done;
    region.events.record(told(late.withheld ?? 'ok'));
    return late;
  } catch (error) {
    region.events.record(told(outcomeOf(error)));
    throw error;
  }
}

interface Found {
  readonly operation: Operation;
  readonly action: Action;
}

function act(
  region: Region,
  call: Call,
  { operation, action, input, caller }: Found & { readonly input: object; readonly caller: Caller },
): Performed | Promise<Performed> {
  const { api } = call;
  if (hangs(region, call)) return { operation, output: {}, withheld: 'hang' };
  if (!takeToken(region, api.service, operation.name, isWrite(operation.name))) throw tooMany(api);
  checkInput(api, operation, action.takes, input);
  refuseRequest(region, { api, action: operation.name, input });
  const answer = (output: object): Performed =>
    losesAnswer(region, call) ? { operation, output, withheld: 'lost-answer' } : { operation, output };
  const output = action.run(seenBy(region, api.service, operation.name), input, caller);
  return output instanceof Promise ? output.then(answer) : answer(output);
}

function find(call: Call, actions: Readonly<Record<Service, Actions>>): Found {
  const operation = call.api.operations.get(call.action);
  if (operation === undefined) throw unknownAction(call);
  const action = actions[call.api.service][operation.name];
  if (action === undefined) throw notServed(call);
  return { operation, action };
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
