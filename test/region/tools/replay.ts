import type { ModelRegion } from '../model-region.ts';
import { type Exchange, textsOf } from './exchange.ts';

/** What differs between two runs of the same thing and means nothing: ids of requests, keys, and times. */
const PASSING = /requestid|keymaterial|keyfingerprint|^\d{4}-\d{2}-\d{2}T/i;
/** What the region gives out and the tool says again: ids, ARNs, addresses. */
const GIVEN_OUT = /-[0-9a-f]{8,17}\b|^arn:aws:|^[0-9a-f]{8}-[0-9a-f]{4}-|^\d+\.\d+\.\d+\.\d+$/;

/**
 * Says again to a region what a tool said when it was recorded, with the same time between, and with the ids that this region
 * gives where the tool said those of that one.
 *
 * @returns what the tool would miss: every text of a recorded reply that today's has not at its place, each with its request
 */
export async function replay(
  region: ModelRegion,
  exchanges: readonly Exchange[],
): Promise<readonly string[]> {
  const today = new Map<string, string>();
  const missed: string[] = [];
  let at = 0;
  for (const recorded of exchanges) {
    await region.clock.pass(Math.max(0, recorded.at - at));
    at = recorded.at;
    const answer = await fetch(region.endpoint, {
      method: 'POST',
      headers: recorded.headers,
      body: translated(recorded.body, today, encodeURIComponent),
    });
    const reply = await answer.text();
    learn(today, textsOf(recorded.reply), textsOf(reply));
    const what = nameOf(recorded);
    if (answer.status !== recorded.status) missed.push(`${what}: status ${answer.status}: ${reply}`);
    else missed.push(...missing(today, recorded.reply, reply).map((text) => `${what}: ${text}`));
  }
  return missed;
}

function learn(
  today: Map<string, string>,
  recorded: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): void {
  for (const [path, text] of recorded) {
    const other = now.get(path);
    if (other !== undefined && GIVEN_OUT.test(text)) today.set(text, other);
  }
}

function missing(today: ReadonlyMap<string, string>, recorded: string, reply: string): string[] {
  const now = textsOf(reply);
  return [...textsOf(recorded)].flatMap(([path, text]) => {
    if (PASSING.test(path) || PASSING.test(text)) return [];
    const expected = translated(text, today, String);
    const found = now.get(path);
    return found === expected ? [] : [`${path} was '${expected}' and is '${found ?? 'nothing'}'`];
  });
}

/** The text with every id of the recording replaced by today's, longest first. */
function translated(
  text: string,
  today: ReadonlyMap<string, string>,
  encode: (text: string) => string,
): string {
  return [...today]
    .toSorted(([a], [b]) => b.length - a.length)
    .reduce((result, [then, now]) => result.replaceAll(encode(then), encode(now)), text);
}

function nameOf({ headers, body }: Exchange): string {
  return headers['x-amz-target'] ?? new URLSearchParams(body).get('Action') ?? 'a request';
}
