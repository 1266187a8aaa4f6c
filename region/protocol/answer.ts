import type { IncomingHttpHeaders } from 'node:http';

import type { Region } from '../region.ts';
import { admit } from './admission.ts';
import { AwsError } from './aws-error.ts';
import { type Call, identify } from './call.ts';
import { type ActionsByService, isWrite, perform } from './perform.ts';
import { type Reply, failure, success } from './reply.ts';

export interface AnswerOptions {
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
  const { region, actionsByService, accessKey, save } = options;
  const call = identify(question.headers, question.body);
  try {
    admit(region, call, question.headers, question.port, accessKey);
    const { operation, output } = await perform(region, call, actionsByService);
    const reply = success(call.api, operation, output, question.requestId);
    record(region, call, 'ok');
    return reply;
  } catch (cause) {
    const error = cause instanceof AwsError ? cause : internal(call, cause);
    record(region, call, error.code);
    return failure(call.api, error, question.requestId);
  } finally {
    if (isWrite(call.action)) {
      save();
      region.stir();
    }
  }
}

function record(region: Region, { api, action }: Call, outcome: string): void {
  region.events.record({ type: 'request', service: api.service, action, write: isWrite(action), outcome });
}

/** A mistake of the region, not of the caller: told in full to whoever runs the region. */
function internal({ api, action }: Call, cause: unknown): AwsError {
  console.error(`${api.service}:${action} failed`, cause);
  return new AwsError('InternalError', `The local region failed: ${String(cause)}`, 500);
}
