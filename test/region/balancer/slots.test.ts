import t from 'tap';

import type { TargetRoute } from '../../../region/balancer/balancer.ts';
import { assign, commandsBetween } from '../../../region/balancer/haproxy/slots.ts';

function target(name: string, mode: TargetRoute['mode'] = 'serve'): TargetRoute {
  return { instanceId: `i-${name}`, address: `10.77.16.${name}`, port: 8080, mode };
}

t.test('a target keeps its slot, and a new one takes the first that is free', (t) => {
  const first = assign([], [target('1'), target('2'), target('3')]);
  const second = assign(first, [target('3'), target('4'), target('1')]);
  t.same(second.slice(0, 4), [target('1'), target('4'), target('3'), undefined]);
  t.equal(second.length, first.length);
  t.end();
});

t.test('there are always slots for all', (t) => {
  const many = Array.from({ length: 100 }, (_, at) => target(String(at)));
  t.same(assign([], many).filter(Boolean), many);
  t.same(assign(assign([], [target('200')]), many).filter(Boolean).length, 100);
  t.end();
});

t.test('nothing is said of what stays as it is', (t) => {
  const slots = assign([], [target('1'), target('2', 'finish')]);
  t.same(commandsBetween('b', slots, assign(slots, [target('2', 'finish'), target('1')]), 'cut'), []);
  t.end();
});

t.test('a target that changes its mode is told so, and nothing of it is cut off', (t) => {
  const slots = assign([], [target('1')]);
  const to = (mode: TargetRoute['mode']) =>
    commandsBetween('b', slots, assign(slots, [target('1', mode)]), 'cut');
  t.same(to('finish'), ['set server b/s1 state maint']);
  t.same(to('hold'), ['set server b/s1 state maint']);
  t.end();
});

t.test('a target that leaves is cut off before another one takes its slot', (t) => {
  const slots = assign([], [target('1')]);
  t.same(commandsBetween('b', slots, assign(slots, [target('2')]), 'cut'), [
    'set server b/s1 state maint',
    'shutdown sessions server b/s1',
    'set server b/s1 addr 10.77.16.2 port 8080',
    'set server b/s1 state ready',
  ]);
  t.end();
});
