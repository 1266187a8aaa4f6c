import t from 'tap';

import type { Event } from '../../../demo/events.ts';
import type { Outcome, Request } from '../../../demo/traffic/report.ts';
import { tollOf } from './killed.ts';

/** Ten requests a second for a minute from 0 on; those sent at these instants failed. */
function requests(...failed: readonly number[]): Request[] {
  return Array.from({ length: 600 }, (_, index) => {
    const outcome: Outcome = failed.includes(index * 100) ? 'reset' : 'answered';
    return { at: index * 100, late: 0, took: 5, connection: 'fresh', outcome };
  });
}

const died = (instanceId: string, at: number): Event => ({
  ...{ type: 'instance', instanceId, state: 'shutting-down', at },
});
const target = (instanceId: string, at: number, state: string): Event => ({
  ...{ type: 'target', targetGroup: 'a', instanceId, state, at },
});

t.test('a death may cost its share of the requests until its target is not healthy', (t) => {
  const events = [died('i-1', 10_000), target('i-1', 14_000, 'unhealthy')];
  const toll = tollOf(events, requests(10_000, 12_000), 6);
  t.strictSame(toll, { died: 1, sentTo: 11, elsewhere: 0 }, '61 requests, a second around it included');
  t.equal(tollOf(events, requests(30_000), 6).elsewhere, 1, 'what failed later is not of it');
  t.end();
});

t.test('one that was no target any more costs none', (t) => {
  const events = [target('i-1', 5_000, 'unused'), died('i-1', 10_000)];
  t.strictSame(tollOf(events, requests(10_000), 6), { died: 0, sentTo: 0, elsewhere: 1 });
  t.end();
});

t.test('one whose target drains from its death on may still be sent requests, until that is over', (t) => {
  const events = [died('i-1', 10_000), target('i-1', 10_000, 'draining'), target('i-1', 15_000, 'unused')];
  t.strictSame(tollOf(events, requests(14_000), 6), { died: 1, sentTo: 12, elsewhere: 0 });
  t.end();
});

t.test('several deaths cost a share each', (t) => {
  const events = [
    ...[died('i-1', 10_000), died('i-2', 10_000)],
    ...[target('i-1', 12_000, 'unused'), target('i-2', 12_000, 'unused')],
  ];
  t.equal(tollOf(events, requests(), 6).sentTo, 14, 'twice a sixth of 41');
  t.end();
});
