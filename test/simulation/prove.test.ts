import t, { type Test } from 'tap';

import { SWITCHES } from '../../region/model/switches.ts';
import { prove } from '../../release/prove.ts';
import { NOT_ASKED, QUESTIONS } from '../../release/prove/questions.ts';
import { countedOn, directClients } from './clients.ts';
import { type RollPlace, rollPlace, worldClock } from './roll-place.ts';

const ASKED = (Object.keys(QUESTIONS) as (keyof typeof QUESTIONS)[]).filter(
  (name): name is Exclude<keyof typeof QUESTIONS, 'grace-of-launched'> => name !== 'grace-of-launched',
);

/** What the region assumes, but for what is chosen otherwise. */
function assumed(choice: Readonly<Record<string, string>>): Record<string, string> {
  const first = Object.fromEntries(ASKED.map((name) => [name, SWITCHES[name].values[0]]));
  return { ...first, ...choice, 'grace-of-launched': 'holds' };
}

async function proven(t: Test, choice: Readonly<Record<string, string>>, signal = NEVER) {
  const place = await rollPlace(t, 'functions', 2);
  Object.assign(place.sim.region.state.switches, choice);
  const before = groupsOf(place);
  const proved = await prove({
    aws: countedOn(directClients(place.sim.call)),
    clock: worldClock(place.sim),
    ...{ like: 'web', name: 'bakeroll-prove-1', note: () => undefined, signal },
  });
  await place.sim.clock.pass(120);
  const { templates } = place.sim.region.state.ec2;
  return { proved, same: groupsOf(place) === before, templates: templates.length };
}

const NEVER = new AbortController().signal;

/** Every group with its sizes and its members. */
function groupsOf({ sim }: RollPlace): string {
  return JSON.stringify(
    sim.region.state.autoscaling.groups.map(({ name, min, max, desired, members }) => ({
      ...{ name, min, max, desired },
      members: members.map(({ instanceId, phase }) => `${instanceId} ${phase.lifecycle}`),
    })),
  );
}

t.test('what is asked, and what is said of it, are the switches of the region', (t) => {
  for (const name of ASKED) t.strictSame([...QUESTIONS[name].answers], [...SWITCHES[name].values], name);
  t.strictSame([...ASKED, ...Object.keys(NOT_ASKED)].toSorted(), Object.keys(SWITCHES).toSorted());
  t.end();
});

t.test('each fact is found out, whichever way it is, and nothing is left of the question', async (t) => {
  const choices = [{}, ...ASKED.map((name) => ({ [name]: SWITCHES[name].values[1] }))];
  const all = Object.fromEntries(ASKED.map((name) => [name, SWITCHES[name].values[1]]));
  for (const choice of [...choices, all]) {
    const said = JSON.stringify(choice);
    const { proved, same, templates } = await proven(t, choice);
    t.equal(proved.broke, undefined, said);
    t.strictSame(Object.fromEntries(proved.answers), assumed(choice), said);
    t.strictSame(proved.left, []);
    t.ok(same, "the environment's group is as it was, and no other is there");
    t.equal(templates, 1, "nor is its template: the environment's is alone");
    t.ok(proved.calls.writes <= 40, `${proved.calls.writes} writes`);
  }
});

t.test('who stops it leaves nothing behind either', async (t) => {
  const stop = AbortSignal.abort(new Error('SIGINT'));
  const { proved, same, templates } = await proven(t, {}, stop);
  t.match(proved, { broke: 'SIGINT', left: [] });
  t.ok(same);
  t.equal(templates, 1);
});
