import t from 'tap';

import type { Case, ClauseName } from './case.ts';
import { PARTS, rolled } from './clean.ts';
import { judge } from './judge.ts';
import { caseOf, DRIVER, type Story, story, STRANGER } from './story.ts';

/** The clauses that were broken, each once. */
function broken(told: Story, parts: Partial<Case> = {}): readonly ClauseName[] {
  return [...new Set(judge(told.events, caseOf(parts)).map(({ clause }) => clause))].toSorted();
}

/** Says what one driver's act, beside a group of four that serves, is: what is broken, and by a stranger's hand nothing. */
function breaks(clause: ClauseName, act: (told: Story, who?: { readonly caller: string }) => void) {
  return (t: { same: (found: unknown, wanted: unknown, message: string) => void; end: () => void }) => {
    for (const [who, due] of [
      [undefined, [clause]],
      [STRANGER, []],
    ] as const) {
      const told = story(4, { max: 8, min: 1 });
      told.look(who);
      act(told, who);
      t.same(broken(told), due, who === undefined ? 'the driver' : 'a stranger');
    }
    t.end();
  };
}

t.test(
  'a desired capacity is never sent',
  breaks('desired-sent', (told, who) => {
    told.ask('SetDesiredCapacity', { AutoScalingGroupName: 'web', DesiredCapacity: 4 }, [], who);
  }),
);

t.test(
  'a maximum is never written under max: fit',
  breaks('maximum', (told, who) => {
    told.update({ max: 9 }, who);
  }),
);

t.test('under max: raise it is, but not below what is desired: that ends instances', (t) => {
  const policy = { ...caseOf().policy, max: 'raise' as const };
  const told = story(4);
  told.look();
  told.update({ max: 9 });
  t.same(broken(told, { policy }), []);
  told.update({ max: 3 });
  t.same(
    broken(told, { policy }),
    ['moves-desired', 'maximum'].toSorted(),
    'it moved the desired capacity too',
  );
  t.end();
});

t.test('a minimum above the live desired capacity launches', (t) => {
  const told = story(4, { max: 20 });
  told.look();
  told.update({ min: 5 });
  t.same(broken(told), ['minimum', 'moves-desired']);
  const lifts = { groups: [{ ...caseOf().groups[0], launchBy: 'min-size' as const }] } as Partial<Case>;
  t.same(broken(told, lifts), [], 'where that is how the group launches it may, within the surge');
  told.pass(60);
  told.look();
  told.update({ min: 9 });
  t.same(broken(told, lifts), ['minimum', 'surge']);
  t.end();
});

t.test('what a stranger lowered a moment ago makes no minimum too high', (t) => {
  const told = story(4);
  told.look();
  told.update({ desired: 3 }, STRANGER);
  told.update({ min: 4 });
  t.same(broken(told), [], 'nobody can know it: what is set stands on the look before it (ROLL.md 8)');
  told.look();
  told.update({ desired: 3, min: 0 }, STRANGER);
  told.pass(5);
  told.look();
  told.update({ min: 4 });
  t.same(broken(told), ['minimum', 'moves-desired'], 'what was seen is known');
  t.end();
});

t.test('decrement exactly where one is too many', (t) => {
  const told = story(4);
  told.sicken('i-1');
  told.pass(10);
  told.look();
  told.end('i-1', true);
  t.same(broken(told), ['decrement'], 'none was too many');
  const drain = (decrement: boolean) => (here: Story) => {
    here.update({ min: 0 });
    for (const id of here.oldOnes()) here.end(id, decrement);
  };
  t.same(broken(rolled(3, { drain: drain(true) }, 'drain')), []);
  t.same(broken(rolled(3, { drain: drain(false) }, 'drain')), ['decrement'], 'they were too many');
  const stand = (here: Story) => {
    here.standBy(here.oldOnes());
  };
  const warm = rolled(2, { drain: stand }, 'drain');
  warm.pass(5);
  warm.tell({ ...member('i-1'), lifecycle: 'Standby' });
  warm.pass(5);
  warm.look();
  warm.end('i-1', true);
  t.same(broken(warm), ['decrement'], 'in Standby it did not count');
  t.end();
});

t.test('a write about an instance is repeated only after two looks, a tick apart', (t) => {
  const ended = (between: (told: Story) => void, outcome = 'hang') => {
    const told = story(4);
    const policy = { ...caseOf().policy, minHealthy: { percent: 50 } };
    const ask = (how: string) => {
      const about = { InstanceId: 'i-1', ShouldDecrementDesiredCapacity: false };
      told.ask('TerminateInstanceInAutoScalingGroup', about, [], { outcome: how });
    };
    told.look();
    ask(outcome);
    between(told);
    ask('ok');
    return broken(told, { policy });
  };
  t.same(
    ended(() => undefined),
    ['repeat'],
  );
  const look = (told: Story) => {
    told.pass(5);
    told.look();
  };
  t.same(ended(look), ['repeat'], 'one look is not enough');
  t.same(
    ended((told) => {
      look(told);
      look(told);
    }),
    [],
  );
  t.same(
    ended((told) => {
      told.look();
      told.look();
    }),
    ['repeat'],
    'two looks in one instant are one',
  );
  t.same(ended(look, 'Throttling'), [], 'where it was refused one is');
  t.end();
});

t.test('what is on its way out is not ended again, and what is not in the group never', (t) => {
  const policy = { ...caseOf().policy, minHealthy: { percent: 50 } };
  const told = story(4);
  told.look();
  told.end('i-1', false, STRANGER);
  told.end('i-1', false);
  t.same(broken(told, { policy }), [], 'the driver could not know');
  told.pass(60);
  told.look();
  told.pass(5);
  told.look();
  told.end('i-1', false);
  t.same(broken(told, { policy }), ['repeat']);
  const gone = story(4);
  gone.gone('i-1');
  gone.pass(5);
  gone.look();
  gone.end('i-1', false);
  t.ok(broken(gone, { policy }).includes('not-a-member'));
  const foreign = story(4);
  foreign.look();
  foreign.ask('TerminateInstanceInAutoScalingGroup', { InstanceId: 'i-foreign' });
  t.same(broken(foreign), ['not-a-member']);
  t.end();
});

t.test('an act stands on a look that is not older than two seconds', (t) => {
  const policy = { ...caseOf().policy, minHealthy: { percent: 50 } };
  const old = story(4);
  old.look();
  old.pass(3);
  old.end('i-1', false);
  t.same(broken(old, { policy }), ['stale-look']);
  const blind = story(4);
  blind.look(STRANGER);
  blind.end('i-1', false);
  t.same(broken(blind, { policy }), ['stale-look'], 'others’ looks are none of the driver’s');
  t.end();
});

t.test('twenty ids go in one tick, however often the driver looks', (t) => {
  const drain = (most: number) => (told: Story) => {
    told.update({ min: 0 });
    for (const id of told.oldOnes().slice(0, most)) told.end(id, true);
  };
  t.same(broken(rolled(21, { drain: drain(20) }, 'drain')), []);
  t.same(broken(rolled(21, { drain: drain(21) }, 'drain')), ['twenty-a-tick']);
  const again = (wait: number) => (told: Story) => {
    drain(20)(told);
    told.pass(wait);
    told.look();
    for (const id of told.oldOnes().slice(0, 1)) told.end(id, true);
  };
  t.same(broken(rolled(21, { drain: again(4) }, 'drain')), ['twenty-a-tick']);
  t.same(broken(rolled(21, { drain: again(5) }, 'drain')), []);
  t.end();
});

t.test('until the version is proven the template is the baseline’s, but around a launch', (t) => {
  const pin = (told: Story) => {
    told.serve(...told.coming());
  };
  const ticks = (told: Story, count: number) => {
    for (let left = count; left > 0; left -= 1) {
      told.pass(5);
      told.look();
    }
  };
  const slow = { ...caseOf().policy, soak: 600_000 };
  const told = rolled(2, { pin }, 'pin');
  ticks(told, 2);
  t.same(broken(told, { policy: slow }), [], 'what was launched has to be seen first');
  ticks(told, 4);
  t.same(broken(told, { policy: slow }), ['template']);
  t.same(broken(told), [], 'where it may be proven by now it may stay');
  t.same(broken(told, { policy: slow, kind: 'rollback' }), [], 'what was proven here before stays at once');
  const lost = rolled(
    2,
    {
      launch: (here) => {
        here.update({ version: '2' });
        here.ask('LaunchInstances', { AutoScalingGroupName: 'web', RequestedCapacity: 2 }, [], {
          outcome: 'lost-answer',
        });
      },
      pin: () => undefined,
    },
    'pin',
  );
  ticks(lost, 6);
  t.same(broken(lost, { policy: slow }), [], 'a launch that was not answered is asked again first');
  const half = rolled(2, { pin }, 'pin');
  for (let left = 8; left > 0; left -= 1) {
    ticks(half, 1);
    half.ask('DescribeInstances', {}, [], { outcome: 'lost-answer' });
  }
  t.same(broken(half, { policy: slow }), [], 'a look that is answered in part is none');
  t.end();
});

t.test('where old ones go first, it stays until the group has launched in their place', (t) => {
  const policy = { ...caseOf().policy, minHealthy: { percent: 50 }, soak: 600_000 };
  const ticks = (told: Story, count: number) => {
    for (let left = count; left > 0; left -= 1) {
      told.pass(5);
      told.look();
    }
  };
  const begun = () =>
    rolled(
      2,
      {
        launch: (told) => {
          told.update({ version: '2' });
          told.end('i-1', false);
        },
      },
      'launch',
    );
  const drains = begun();
  ticks(drains, 12);
  t.same(broken(drains, { policy }), [], 'nothing can be launched while the old one drains');
  drains.gone('i-1');
  drains.launchesItself();
  ticks(drains, 2);
  t.same(broken(drains, { policy }), [], 'what was launched has to be seen');
  ticks(drains, 6);
  t.same(broken(drains, { policy }), ['template']);
  const atOnce = begun();
  atOnce.launchesItself();
  ticks(atOnce, 8);
  t.same(broken(atOnce, { policy }), ['template'], 'once it is launched the old one may go on draining');
  t.end();
});

t.test('a template that is moved too early is told', (t) => {
  const pin = (told: Story) => {
    PARTS.pin(told);
    told.update({ version: '2' });
    for (let left = 6; left > 0; left -= 1) {
      told.pass(5);
      told.look();
    }
  };
  const policy = { ...caseOf().policy, soak: 600_000 };
  t.same(broken(rolled(2, { pin }, 'pin'), { policy }), ['template']);
  t.end();
});

t.test('a driver launches no more than the first step before the version is proven', (t) => {
  const policy = { ...caseOf().policy, firstStep: { count: 1 }, soak: 60_000 };
  const launch = (count: number) => (told: Story) => {
    told.update({ version: '2' });
    told.launch(count);
  };
  t.same(broken(rolled(3, { launch: launch(1) }, 'launch'), { policy }), []);
  t.same(broken(rolled(3, { launch: launch(2) }, 'launch'), { policy }), ['first-step']);
  const itself = rolled(
    3,
    {
      launch: (told) => {
        launch(1)(told);
        told.gone('i-1');
        told.launchesItself();
      },
    },
    'launch',
  );
  t.same(broken(itself, { policy }), [], 'what the group launches in the window is its own doing');
  const pin = (wait: number) => (told: Story) => {
    told.serve(...told.coming());
    told.pass(wait);
    told.look();
    told.launch(1);
  };
  const second = (wait: number) => rolled(3, { launch: launch(1), pin: pin(wait) }, 'pin');
  t.same(broken(second(30), { policy }), ['first-step'], 'the first soaks still');
  t.same(broken(second(70), { policy }), []);
  t.end();
});

t.test('protection goes to fifty at most, and to those in service', (t) => {
  const many = story(51);
  many.look();
  many.protect(many.serving(), true);
  t.same(broken(many), ['protection']);
  const launch = (told: Story) => {
    told.protect(told.launch(2), true);
  };
  const pending = rolled(2, { launch }, 'launch');
  pending.pass(5);
  pending.look();
  t.same(broken(pending), [], 'it was not there when the driver looked');
  pending.protect(pending.coming(), true);
  t.same(broken(pending), ['protection', 'repeat']);
  t.end();
});

t.test('Standby goes to twenty at most', (t) => {
  const drain = (told: Story) => {
    told.update({ min: 0 });
    told.standBy(told.oldOnes());
  };
  t.same(broken(rolled(20, { drain }, 'drain')), []);
  t.same(broken(rolled(21, { drain }, 'drain')), ['standby', 'twenty-a-tick']);
  t.end();
});

t.test('AZRebalance is suspended, and nothing else', (t) => {
  for (const processes of [['Launch'], ['AZRebalance', 'Terminate'], []]) {
    const told = story(2);
    told.look();
    told.suspend(processes);
    t.same(broken(told), ['processes'], `${processes.join()} by the driver`);
  }
  const resumed = story(2);
  resumed.suspend(['Launch'], STRANGER);
  resumed.look();
  resumed.resume(['Launch']);
  t.same(broken(resumed), ['processes']);
  t.same(broken(resumed, { resumes: ['Launch'] }), [], 'it was told to');
  t.end();
});

t.test('AZRebalance is resumed only where it moves nothing', (t) => {
  const told = story(6);
  told.suspend(['AZRebalance']);
  for (const id of ['i-1', 'i-3']) told.gone(id);
  told.pass(5);
  told.look();
  told.resume(['AZRebalance']);
  t.same(broken(told), ['rebalance']);
  const since = story(6);
  since.suspend(['AZRebalance']);
  since.look();
  for (const id of ['i-1', 'i-3']) since.gone(id);
  since.resume(['AZRebalance']);
  t.same(broken(since), [], 'what died since the driver looked it could not know');
  const own = story(6);
  own.suspend(['AZRebalance']);
  own.look();
  for (const id of ['i-1', 'i-3']) own.end(id, false);
  own.resume(['AZRebalance']);
  t.ok(broken(own).includes('rebalance'), 'what it ended itself it knows');
  t.end();
});

t.test('after a takeover one call at most lands of whoever drove before', (t) => {
  const drivers = [DRIVER, 'AKIANEXT'];
  const told = story(4);
  const next = { caller: 'AKIANEXT' };
  told.look();
  told.update({ grace: 1 });
  told.look(next);
  told.update({ grace: 2 }, next);
  told.update({ grace: 3 });
  t.same(broken(told, { drivers }), []);
  told.update({ grace: 4 });
  const [verdict] = judge(told.events, caseOf({ drivers }));
  t.match(verdict, { clause: 'takeover', what: /2 calls of AKIADRIVER landed after AKIANEXT/ });
  t.end();
});

t.test('a roll that nothing disturbs writes no more often than is due', (t) => {
  const undisturbed = { batches: 1 };
  t.same(broken(rolled(3), { undisturbed }), []);
  const restore = (told: Story) => {
    for (let left = 12; left > 0; left -= 1) told.tag({ 'bakeroll:phase': String(left) });
    PARTS.restore(told);
  };
  t.same(broken(rolled(3, { restore }), { undisturbed }), ['writes']);
  t.same(broken(rolled(3, { restore })), [], 'one that is disturbed may');
  t.end();
});

function member(instanceId: string) {
  const of = { group: 'web', imageId: 'ami-old', zone: 'a', version: 1 };
  return { type: 'member', instanceId, ...of } as const;
}
