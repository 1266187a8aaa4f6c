import t from 'tap';

import { answerOf, Refused, Unanswered } from '../../world/aws/answer.ts';

/** An error as the SDK throws it. */
function thrown(name: string, httpStatusCode: number): Error {
  return Object.assign(new Error(`${name} it is`), { name, $metadata: { httpStatusCode } });
}

t.test('what AWS understood and will not do is refused', async (t) => {
  for (const name of ['ValidationError', 'UnauthorizedOperation', 'InvalidAMIID.NotFound'])
    await t.rejects(answerOf(Promise.reject(thrown(name, 400))), Refused, name);
});

t.test('what says later, or nothing, is no answer: it is looked again', async (t) => {
  const said = [
    ['Throttling', 400],
    ['RequestLimitExceeded', 503],
    ['InternalFailure', 500],
    ['TimeoutError', 0],
  ] as const;
  for (const [name, status] of said)
    await t.rejects(answerOf(Promise.reject(thrown(name, status))), Unanswered, name);
});

t.test(
  'a signature of another time is no refusal: the SDK has the right time from that very answer',
  async (t) => {
    const said = [
      'RequestExpired',
      'RequestTimeTooSkewed',
      'SignatureDoesNotMatch',
      'InvalidSignatureException',
    ];
    for (const name of said) await t.rejects(answerOf(Promise.reject(thrown(name, 403))), Unanswered, name);
  },
);
