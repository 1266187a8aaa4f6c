import t from 'tap';
import { exactly, WELL } from '../../region/simulated/behaviour.ts';
import type { Policy } from '../../roll/goal.ts';
import type { Fleet } from '../../roll/fleet.ts';
import { mostWrites, rehearse, type Scene } from '../../roll/rehearsal.ts';
import { preflight } from '../../roll/preflight.ts';
import { realWorld } from '../../world/real.ts';
import { countedOn, directClients } from '../simulation/clients.ts';
import { rollPlace } from '../simulation/roll-place.ts';
import { goalTo, POLICY } from './run-roll.ts';

const WORLD = realWorld(() => undefined);
const PACE = { boot: 90_000, healthy: 10_000, drain: 300_000 };

/** So many instances of version 7 that serve, in two zones. */
function fleetOf(size: number): Fleet {
  return {
    at: Date.UTC(2026, 10, 21, 8),
    group: {
      ...{ min: 0, max: 2 * size, desired: size, grace: 60, rebalanceSuspended: false },
      template: { id: 'lt-1', version: 7 },
      places: [
        { zone: 'a', subnet: 'subnet-a' },
        { zone: 'b', subnet: 'subnet-b' },
      ],
    },
    members: Array.from({ length: size }, (_, i) => ({
      ...{ id: `i-${i}`, zone: i % 2 === 0 ? 'a' : 'b', version: 7, image: 'ami-old', life: 'serving' },
      ...{ healthy: true, reason: undefined, crashed: undefined, protected: false },
    })),
    ...{ activities: [], alarms: [], refresh: undefined, tags: {} },
  };
}

function rehearsed(size: number, policy: Partial<Policy> = {}, parts: Partial<Scene['goal']> = {}) {
  return rehearse(WORLD, {
    goal: goalTo({ policy: { ...POLICY, ...policy }, ...parts }),
    fleet: fleetOf(size),
    facts: [],
    pace: PACE,
    cost: { targetGroups: 1, alarms: [] },
  });
}

t.test('a roll of three is told step by step, with its times', async (t) => {
  const { steps, took, outcome, batches, pauses } = await rehearsed(3);
  t.same(
    steps.map(({ at, text }) => `${at / 1000} ${text}`),
    [
      '0 makes version 8 of the launch template',
      '0 sets grace 300 s, AZRebalance off',
      '0 launches 2 in a, 1 in b',
      '105 3 proven',
      '105 the template moves to the new version for good',
      '105 ends 3, draining each first',
      '405 sets grace 60 s, AZRebalance on',
    ],
  );
  // Boot and first check, a second sample and its tick, and the drain.
  t.equal(took, 405_000);
  t.match({ outcome, batches, pauses }, { outcome: { kind: 'done', left: [] }, batches: 1, pauses: 0 });
});

t.test('a smaller surge takes more batches, and longer', async (t) => {
  const whole = await rehearsed(6);
  const parts = await rehearsed(6, { surge: { count: 2 } });
  t.equal(parts.batches, 3);
  t.ok(parts.took > whole.took);
  t.equal(parts.outcome.kind, 'done');
});

t.test('a canary soaks, and a step that waits for a person is taken to be let go on', async (t) => {
  const steps = [{ to: { percent: 50 }, soak: 0, pause: true }];
  const rehearsal = await rehearsed(6, { canary: 1, canarySoak: 600_000, steps });
  t.match(rehearsal, { outcome: { kind: 'done' }, pauses: 1 });
  const said = rehearsal.steps.map(({ text }) => text);
  t.ok(said.includes('the canary is passed, and soaks 10 min'));
  t.ok(said.includes('waits for a person, who lets it go on'));
  t.ok(rehearsal.took > 600_000);
});

t.test('a group of none moves its template, and that is all', async (t) => {
  const { steps, took, outcome } = await rehearsed(0);
  t.equal(outcome.kind, 'done');
  t.equal(took, 0);
  t.notOk(steps.some(({ text }) => text.startsWith('launches')));
});

t.test('a roll that would rest for good is told so, and has an end', async (t) => {
  const { outcome } = await rehearse(WORLD, {
    ...{ fleet: fleetOf(3), facts: [], cost: { targetGroups: 1, alarms: [] } },
    goal: goalTo(),
    pace: { ...PACE, boot: POLICY.deadline.total },
  });
  t.not(outcome.kind, 'done');
});

t.test('a roll that a dead driver began is rehearsed from where it stands', async (t) => {
  const fleet = fleetOf(3);
  const { members, group } = fleet;
  const fresh = members.map((member) => ({
    ...member,
    id: `${member.id}-new`,
    version: 8,
    image: 'ami-new',
  }));
  const template = { id: 'lt-1', version: 7 };
  const { outcome, steps, batches } = await rehearse(WORLD, {
    fleet: { ...fleet, group: { ...group, desired: 6 }, members: [...members, ...fresh] },
    facts: [
      {
        type: 'baseline',
        baseline: { template, min: 0, max: 6, desired: 3, grace: 60, rebalanceSuspended: false, asked: 3 },
      },
      { type: 'version-made', version: 8 },
    ],
    ...{ goal: goalTo(), pace: PACE, cost: { targetGroups: 1, alarms: [] } },
  });
  t.equal(outcome.kind, 'done');
  t.equal(batches, 0, 'what stands already is not launched again');
  t.notOk(steps.some(({ text }) => text.startsWith('makes version')));
});

t.test('the bound on writes is what the roll promises', (t) => {
  t.equal(mostWrites(10, 1), 2 * 10 + 1 + 2 + 14);
  t.equal(mostWrites(50, 3), 2 * 50 + 3 + 2 + 14 + 4);
  t.equal(mostWrites(500, 0), 2 * 500 + 25 + 20 + 14);
  t.end();
});

t.test('what is rehearsed is what a simulated region then sees', async (t) => {
  const script = { ...WELL, boot: { kind: 'boots', within: exactly(20) } as const };
  const at = await rollPlace(t, 'functions', 4, { script });
  const image = at.sim.image('new', script);
  const clock = {
    now: () => at.sim.clock.now(),
    monotonic: () => at.sim.clock.now(),
    sleep: (duration: number) => at.sim.clock.pass(duration / 1000),
  };
  const aws = countedOn(directClients(at.sim.call));
  const fit = await preflight(aws, clock, { group: 'web', policy: POLICY, asked: undefined });
  const rehearsal = await rehearse(WORLD, {
    fleet: await fit.cloud.observe(undefined),
    facts: [],
    goal: goalTo({ image, check: fit.check, began: clock.now() }),
    pace: { boot: 20_000, healthy: fit.check.interval, drain: fit.drain },
    cost: { targetGroups: 1, alarms: [] },
  });
  const began = clock.now();
  const { outcome, calls, facts } = await at.rollTo(image);
  const took = clock.now() - began;
  t.equal(rehearsal.outcome.kind, outcome.kind);
  t.equal(rehearsal.batches, new Set(facts.flatMap((fact) => (fact.type === 'launching' ? [0] : []))).size);
  t.ok(
    Math.abs(rehearsal.calls.writes - calls.writes) <= 4,
    `${rehearsal.calls.writes}, and ${calls.writes}`,
  );
  // Its machines are healthy up to 8 s after they booted, and off up to 5 s after they drained.
  t.ok(Math.abs(rehearsal.took - took) <= 20_000, `${rehearsal.took / 1000} s, and ${took / 1000} s`);
});
