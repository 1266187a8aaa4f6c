import { type Agent, type IncomingMessage, request } from 'node:http';

import type { Outcome } from './report.ts';

export interface Destination {
  readonly address: string;
  readonly port: number;
  readonly path: string;
  /** Milliseconds for the whole answer. */
  readonly timeout: number;
}

export interface Answer {
  readonly outcome: Outcome;
  readonly status?: number;
  readonly release?: string;
}

/**
 * Sends one GET, once, and says what came of it; never rejects. Node's client does not try again by itself, and its agent
 * drops a kept-alive connection that the server closed while it was idle, so that such a close is no failure.
 *
 * @param agent where a kept-alive connection comes from; false for a fresh connection that is closed after the answer
 */
export function send({ address, port, path, timeout }: Destination, agent: Agent | false): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const sent = request({ host: address, port, path, agent });
  let response: IncomingMessage | undefined;

  // Whatever is told first stands: a promise resolves once.
  function tell(outcome: Outcome): void {
    clearTimeout(timer);
    resolve({ outcome, ...(response && said(response)) });
  }
  const timer = setTimeout(() => {
    tell('timed out');
    sent.destroy();
  }, timeout);

  sent.on('error', (error: NodeJS.ErrnoException) => {
    tell(failureOf(error));
  });
  sent.on('response', (message) => {
    response = message;
    // A reset is told to the request; what is told to the answer alone is that its connection was closed too early.
    message.on('error', () => {
      tell('short');
    });
    message.on('end', () => {
      tell(isGood(message) ? 'answered' : 'not 2xx');
    });
    message.resume();
  });
  sent.end();
  return promise;
}

function failureOf(error: NodeJS.ErrnoException): Outcome {
  if (error.syscall === 'connect') return error.code === 'ETIMEDOUT' ? 'timed out' : 'refused';
  return error.code?.startsWith('HPE_') ? 'malformed' : 'reset';
}

function isGood({ statusCode = 0 }: IncomingMessage): boolean {
  return statusCode >= 200 && statusCode < 300;
}

function said({ statusCode, headers }: IncomingMessage): Omit<Answer, 'outcome'> {
  const release = headers['x-release'];
  return {
    ...(statusCode === undefined ? {} : { status: statusCode }),
    ...(typeof release === 'string' ? { release } : {}),
  };
}
