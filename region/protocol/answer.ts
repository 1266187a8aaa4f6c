import type { IncomingHttpHeaders } from 'node:http';

import { checkSignatureTime } from '../faults/clock-skew.ts';
import { realClock } from '../clock.ts';
import type { Region } from '../region.ts';
import { admit } from './admission.ts';
import { AwsError } from './aws-error.ts';
import { type Call, identify } from './call.ts';
import { isWrite } from './is-write.ts';
import { type ActionsByService, perform } from './perform.ts';
import { type Reply, failure, success } from './reply.ts';
import { outcomeOf, requestEvent } from './request-event.ts';
import { regionFor } from './scope.ts';

export interface AnswerOptions {
  /** The endpoint's first; the others are in its realm. */
  readonly region: Region;
  readonly actionsByService: ActionsByService;
  /** The access key id of the region's owner. */
  readonly accessKey: string;
  /** Keeps the region's state: called before the reply to an action that may have changed it. */
  readonly save: () => void;
}

export interface Question {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly requestId: string;
  /** Where the API listens on loopback. */
  readonly port: number;
}

/** Answers one request, and records it. Never rejects: what goes wrong is an answer too. */
export async function answer(options: AnswerOptions, question: Question): Promise<Reply> {
  const call = identify(question.headers, question.body);
  const { region, reply } = await attempt(options, question, call);
  if (!isWrite(call.action)) return reply;
  try {
    options.save();
    return reply;
  } catch (cause) {
    return failure(call.api, notKept(call, cause), question.requestId);
  } finally {
    region.stir();
  }
}

interface Attempt {
  /** The region that was called. */
  readonly region: Region;
  readonly reply: Reply;
}

async function attempt(options: AnswerOptions, question: Question, call: Call): Promise<Attempt> {
  const { region: home, actionsByService } = options;
  let region = home;
  try {
    const admitted = letIn(options, question, call);
    region = admitted.region;
    const { operation, output, withheld } = await perform(region, call, actionsByService, admitted.caller);
    if (withheld !== undefined) return { region, reply: silence(withheld) };
    return { region, reply: success(call.api, operation, output, question.requestId) };
  } catch (cause) {
    const error = cause instanceof AwsError ? cause : internal(call, cause);
    return { region, reply: failure(call.api, error, question.requestId) };
  }
}

/** Who asks, and which region. What is refused here is told to the event log too. @throws AwsError */
function letIn({ region: home, accessKey }: AnswerOptions, { headers, port }: Question, call: Call) {
  try {
    const caller = admit(home, call, headers, port, accessKey);
    const region = regionFor(home, call, caller.accountId);
    checkSignatureTime(region, call.api, headers, realClock.now());
    return { caller, region };
  } catch (error) {
    home.events.record(requestEvent(call, { outcome: outcomeOf(error) }));
    throw error;
  }
}

/** The disk is full, or gone. What the call did may stand, and is kept when there is room: as with any 500, one has to look. */
function notKept({ api, action }: Call, cause: unknown): AwsError {
  console.error(`${api.service}:${action} could not be kept: ${String(cause)}`);
  return new AwsError('InternalError', `The local region cannot keep its state: ${String(cause)}`, 500);
}

function silence(how: 'hang' | 'lost-answer'): Reply {
  return { status: 500, type: 'text/plain', body: '', withheld: how === 'hang' ? 'silent' : 'broken' };
}

/** A mistake of the region, not of the caller: told in full to whoever runs the region. */
function internal({ api, action }: Call, cause: unknown): AwsError {
  console.error(`${api.service}:${action} failed`, cause);
  return new AwsError('InternalError', `The local region failed: ${String(cause)}`, 500);
}
