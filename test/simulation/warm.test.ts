import t, { type Test } from 'tap';

import { leastHealthy } from '../../demo/capacity.ts';
import { SWITCHES } from '../../region/model/switches.ts';
import type { RollFact } from '../../roll/facts.ts';
import { fleetCloud } from '../../roll/fleet-cloud.ts';
import { tidyWarm } from '../../roll/tidy-warm.ts';
import { realWorld } from '../../world/real.ts';
import { POLICY } from '../roll/run-roll.ts';
import { countedOn, directClients } from './clients.ts';
import { type Behaviour, exactly, WELL } from '../../region/simulated/behaviour.ts';
import { type RollPlace, rollPlace, worldClock } from './roll-place.ts';
import { warmOf } from './warm-of.ts';

const HOUR = 3_600_000;
const OF_STANDBY = [
  'exit-standby-at-max',
  'standby-in-max',
  'standby-ended-with-decrement',
  'standby-ended-without-decrement',
] as const;

/** Every choice of those switches. */
function* choices(names: readonly string[] = OF_STANDBY): Generator<Record<string, string>> {
  const [name, ...others] = names;
  if (name === undefined) {
    yield {};
    return;
  }
  for (const value of SWITCHES[name as keyof typeof SWITCHES].values)
    for (const rest of choices(others)) yield { [name]: value, ...rest };
}

for (const choice of choices()) {
  const said = Object.values(choice).join(', ');
  // A group whose maximum leaves room for one more, and one with room for all.
  for (const max of [4, 6]) {
    t.test(`kept warm, and back to them, at a maximum of ${max}: ${said}`, async (t) => {
      const place = await stage(t, choice, max);
      const forward = await place.rollTo(place.sim.image('new'), warmly(max));
      t.match(forward.outcome, { kind: 'done', left: [] });
      const warm = warmOf(forward.facts);
      t.equal(warm.instances.length, inStandby(place).length);
      const fits = max === 6 || choice['standby-in-max'] === 'free';
      t.equal(warm.instances.length, fits ? 3 : 1, 'as many as there is room for');
      const back = await place.rollTo(place.old, {
        ...{ kind: 'rollback', roll: 'r-2', warm, policy: { ...POLICY, surge: surgeIn(max) } },
      });
      t.match(back.outcome, { kind: 'done', left: [] });
      t.strictSame(atRest(place), { serving: { [place.old]: 3 }, standby: 0, sizes: `0 ${max} 3` });
      t.notOk(back.facts.some(({ type }) => type === 'version-made'));
      t.ok(leastHealthy(place.sim.events, watch(place)).healthy >= 3, 'never fewer than before');
    });
  }

  t.test(`going back calls those back that were sent into Standby: ${said}`, async (t) => {
    const place = await stage(t, choice, 4);
    const bad = (launch: number) => (launch === 0 ? WELL : NEVER);
    const policy = { ...warmly(4).policy, maxBadLaunches: 1 };
    const { outcome, facts } = await place.rollTo(place.sim.image('worse', bad), { policy });
    t.match(outcome, { kind: 'went-back', left: [] });
    // Where those in Standby count towards the maximum, the first one gave its room to the next launch.
    const called = facts.some(({ type }) => type === 'called-back');
    t.equal(called, choice['standby-in-max'] === 'free');
    t.strictSame(atRest(place), { serving: { [place.old]: 3 }, standby: 0, sizes: '0 4 3' });
    t.ok(leastHealthy(place.sim.events, watch(place)).healthy >= 3, 'never fewer than before');
  });

  t.test(
    `the next roll ends older warm ones, and tidy ends those that nobody came for: ${said}`,
    async (t) => {
      const place = await stage(t, choice, 6);
      const first = await place.rollTo(place.sim.image('new'), warmly(6));
      const warm = warmOf(first.facts);
      const next = await place.rollTo(place.sim.image('newer'), { roll: 'r-2', warm, ...warmly(6) });
      t.match(next.outcome, { kind: 'done', left: [] });
      t.equal(inStandby(place).length, 3);
      t.notOk(inStandby(place).some((id) => warm.instances.includes(id)));
      t.strictSame(await tidy(place, next.facts), []);
      await place.sim.clock.pass(60);
      const { serving, ...rest } = atRest(place);
      t.strictSame(Object.values(serving), [3]);
      t.strictSame(rest, { standby: 0, sizes: '0 6 3' });
    },
  );
}

t.test('where Standby counts, a group that is scaled out to its maximum gets the room', async (t) => {
  const place = await rollPlace(t, 'functions', 1, { max: 2 });
  const { sim } = place;
  sim.region.state.switches['standby-in-max'] = 'counted';
  onceAside(place, () => {
    scaleTo(place, 2);
  });
  const image = sim.image('new');
  const { outcome } = await place.rollTo(image, { policy: { ...POLICY, keepWarm: HOUR } });
  t.equal(outcome.kind, 'done');
  t.strictSame(atRest(place), { serving: { [image]: 2 }, standby: 0, sizes: '0 2 2' });
});

t.test('so does one that launches another one for each that is ended in Standby', async (t) => {
  const place = await rollPlace(t, 'functions', 3, { max: 5 });
  const { switches, autoscaling } = place.sim.region.state;
  Object.assign(switches, { 'standby-in-max': 'counted', 'standby-ended-without-decrement': 'replaced' });
  onceAside(place, () => {
    scaleTo(place, (autoscaling.groups[0]?.desired ?? 0) + 1);
  });
  const image = place.sim.image('new');
  const { outcome } = await place.rollTo(image, warmly(5));
  t.equal(outcome.kind, 'done');
  const { serving } = atRest(place);
  t.strictSame(Object.keys(serving), [image]);
});

/** Has something happen once the first one is on its way into Standby. */
function onceAside(place: RollPlace, happens: () => void): void {
  const { clock } = place.sim;
  const look = () => {
    const aside = members(place).some(({ phase }) => phase.lifecycle === 'EnteringStandby');
    if (aside) happens();
    else clock.wakeAt(clock.now() + 1_000, look);
  };
  look();
}

function scaleTo({ sim }: RollPlace, DesiredCapacity: number): void {
  void sim.call('autoscaling', 'SetDesiredCapacity', { AutoScalingGroupName: 'web', DesiredCapacity });
}

/** It boots, and never answers well. */
const NEVER: Behaviour = {
  ...WELL,
  boot: { kind: 'boots', within: exactly(10) },
  health: { kind: 'never', answer: { kind: 'answered', status: 500 } },
};

async function stage(t: Test, choice: Record<string, string>, max: number): Promise<RollPlace> {
  const place = await rollPlace(t, 'functions', 3, { max });
  Object.assign(place.sim.region.state.switches, choice);
  return place;
}

function surgeIn(max: number) {
  return { count: max - 3 };
}

function warmly(max: number) {
  return { policy: { ...POLICY, keepWarm: HOUR, surge: surgeIn(max) } };
}

function members({ sim }: RollPlace) {
  return sim.region.state.autoscaling.groups.flatMap((group) => group.members);
}

function inStandby(place: RollPlace): string[] {
  return members(place).flatMap(({ instanceId, phase }) =>
    phase.lifecycle === 'Standby' ? [instanceId] : [],
  );
}

function atRest(place: RollPlace) {
  const serving = members(place).filter(({ phase }) => phase.lifecycle === 'InService');
  const [group] = place.sim.region.state.autoscaling.groups;
  return {
    serving: Object.fromEntries(
      [...Map.groupBy(serving, ({ imageId }) => imageId)].map(([image, some]) => [image, some.length]),
    ),
    standby: inStandby(place).length,
    sizes: `${group?.min ?? ''} ${group?.max ?? ''} ${group?.desired ?? ''}`,
  };
}

function watch({ service, sim, began }: RollPlace) {
  return { targetGroup: service.targetGroupArn, from: began, to: sim.clock.now() };
}

function tidy(place: RollPlace, facts: readonly RollFact[]): Promise<string[]> {
  const clock = worldClock(place.sim);
  const aws = countedOn(directClients(place.sim.call));
  const around = { group: 'web', places: [], targetGroups: [], alarms: [], mixed: false };
  return tidyWarm(
    { ...realWorld(() => undefined), clock },
    {
      cloud: fleetCloud(aws, clock, around),
      instances: warmOf(facts).instances,
      tick: 5_000,
      record: () => Promise.resolve(),
      signal: new AbortController().signal,
    },
  );
}
