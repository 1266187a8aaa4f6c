import t from 'tap';
import { redact } from '../../roll/redact.ts';
import { roll } from '../../roll/roll.ts';
import { realWorld } from '../../world/real.ts';
import { GOOD, ModelGroup } from './model-group.ts';
import { goalTo, POLICY } from './run-roll.ts';

t.test('what is kept and shown has no secret in it', (t) => {
  const cases: readonly (readonly [text: string, shown: string])[] = [
    [
      'connect to postgres://hello:geheim@10.1.0.5/hello',
      'connect to postgres://hello:[hidden]@10.1.0.5/hello',
    ],
    ['redis://:geheim@cache:6379', 'redis://:[hidden]@cache:6379'],
    ['key AKIAIOSFODNN7EXAMPLE used', 'key [hidden] used'],
    ['AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG', 'AWS_SECRET_ACCESS_KEY=[hidden]'],
    ['{"token": "abc123", "a": 1}', '{"token": "[hidden]", "a": 1}'],
    ['GET /x?access_token=abc&b=1', 'GET /x?access_token=[hidden]&b=1'],
    ['password: hunter2', 'password: [hidden]'],
    ['Authorization: Bearer abcdef0123456789', 'Authorization: Bearer [hidden]'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nnext', '[hidden]\nnext'],
    ['-----BEGIN PRIVATE KEY-----\nMIIE and no end', '[hidden]'],
    ['the word is sesame, sesame', 'the word is [hidden], [hidden]'],
  ];
  for (const [text, shown] of cases) t.equal(redact(text, ['sesame']), shown, text);
  const plain = 'http://10.0.0.1:8080/healthz answered 503; tokens are fine to speak of';
  t.equal(redact(plain, []), plain, 'and nothing else is taken out');
  t.end();
});

/** Rolls to an image that is never healthy, whose consoles say something, and keeps what is found out. */
async function failing(consoleOf: (id: string) => Promise<string>) {
  const model = new ModelGroup({
    min: 1,
    max: 6,
    desired: 3,
    fresh: () => ({ ...GOOD, healthy: undefined }),
  });
  model.console = consoleOf;
  const kept = new Map<string, string>();
  const order: string[] = [];
  const end = model.end.bind(model);
  model.end = (id, decrement) => {
    order.push(`end ${id}`);
    return end(id, decrement);
  };
  const policy = { ...POLICY, deadline: { ...POLICY.deadline, healthy: 60_000 } };
  const outcome = await roll(
    { ...realWorld(() => undefined), clock: model.clock },
    model,
    goalTo({ policy, began: model.clock.now() }),
    {
      facts: [],
      record: () => Promise.resolve(),
      signal: new AbortController().signal,
      asks: () => Promise.resolve(undefined),
      evidence: {
        secrets: ['sesame'],
        keep: (id, text) => {
          order.push(`keep ${id}`);
          kept.set(id, text);
          return Promise.resolve();
        },
      },
    },
  );
  return { outcome, kept, order };
}

t.test('of each bad instance is kept what was said of it, and its console, without secrets', async (t) => {
  const { outcome, kept } = await failing((id) => Promise.resolve(`${id} says sesame\n`));
  t.match(outcome, { kind: 'went-back' });
  t.equal(kept.size, 3);
  for (const [id, text] of kept) {
    t.match(text, /^\d{4}-.*Z bad: not healthy by deadline.healthy/m);
    t.ok(text.endsWith(`${id} says [hidden]\n`));
  }
  t.strictSame(outcome.kind === 'went-back' && outcome.evidence, Object.fromEntries(kept));
});

t.test('at most 64 KiB of an instance, and those are the last', async (t) => {
  const { kept } = await failing(() => Promise.resolve(`${'é'.repeat(70_000)} the end`));
  for (const text of kept.values()) {
    t.ok(Buffer.byteLength(text) <= 64 * 1024);
    t.ok(text.endsWith(' the end'));
    t.notOk(text.includes('\uFFFD'));
  }
});

t.test('a console that is never to be had stops nothing', async (t) => {
  const { outcome, kept } = await failing(() => Promise.reject(new Error('no')));
  t.match(outcome, { kind: 'went-back' });
  t.match([...kept.values()], [/bad: not healthy/, /bad: not healthy/, /bad: not healthy/]);
});

t.test('no termination waits for a console', async (t) => {
  const { order } = await failing((id) => Promise.resolve(id));
  const firstKeep = order.findIndex((what) => what.startsWith('keep'));
  const firstEnd = order.findIndex((what) => what.startsWith('end'));
  t.ok(firstEnd >= 0 && firstEnd < firstKeep, order.slice(0, 4).join());
});
