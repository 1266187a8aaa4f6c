import t, { type Test } from 'tap';

import { readPolicy } from '../../cli/policy.ts';
import { breakRegion } from '../../region/faults/break.ts';
import type { KindName } from '../../region/faults/kinds.ts';
import { exactly, WELL } from '../../region/simulated/behaviour.ts';
import type { Policy } from '../../roll/goal.ts';
import type { RollOutcome } from '../../roll/outcome.ts';
import { Failure } from '../../world/failure.ts';
import { describeVerdict, judge } from '../judge/judge.ts';
import { alarmOf } from '../proof/real/alarm.ts';
import { type Blow, SAYS, type Scenery } from '../proof/real/blow.ts';
import { BLOWS } from '../proof/real/blows.ts';
import { POLICY } from '../roll/run-roll.ts';
import { type RollPlace, rollPlace } from './roll-place.ts';

/** What `npm run proof -- faults` alone can do, and why. */
const LEFT_OUT: Readonly<Partial<Record<KindName, string>>> = {
  hang: 'the SDK gives up in real time',
  'clock-skew': 'nobody checks signatures in a process',
  'crash-loop': 'simulated machines have no units',
  'unit-failure': 'nor have they these',
  'database-down': 'nor a database',
};

t.setTimeout(240_000);

for (const blow of BLOWS.filter(({ kind }) => LEFT_OUT[kind] === undefined)) {
  t.test(`${blow.name} comes to what docs/faults.md says, in the simulated region too`, async (t) => {
    const { place, image, from } = await setUp(t);
    let struck = false;
    const strike = () => {
      const { kind, seconds, times } = blow;
      breakRegion(place.sim.region, { kind, words: blow.words(sceneryOf(place, image)), seconds, times });
      struck = true;
    };
    if (blow.when === 'before') strike();
    const { exit, said } = await endOf(
      place.rollTo(image, { policy: policyOf(blow) }, ({ step, text }) => {
        if (blow.when === 'before' || struck) return;
        if (SAYS[blow.when].test(`${step.padEnd(8)} ${text}`)) strike();
      }),
    );
    t.ok(struck, 'its moment comes');
    t.ok(blow.exits.includes(exit), `${exit}, and not ${blow.exits.join(' or ')}: ${said}`);
    t.same(verdictsOn(blow, place, { from, image, exit }), []);
  });
}

/** Six that serve, quick as the local region's are, and an image to roll to. */
async function setUp(t: Test) {
  const quick = {
    ...WELL,
    boot: { kind: 'boots', within: exactly(1) },
    health: { kind: 'healthy', after: exactly(1) },
    off: exactly(1),
  } as const;
  const place = await rollPlace(t, 'the codec', 6, { script: quick, max: 12 });
  const image = place.sim.image('new', quick);
  await place.sim.call('monitoring', 'PutMetricAlarm', alarmOf(place.service.targetGroupArn));
  await place.sim.clock.pass(120);
  return { place, image, from: place.sim.clock.now() };
}

function policyOf({ flags = [] }: Blow): Policy {
  const camel = (flag: string) => flag.slice(2).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const options = flags.flatMap((flag, i) => (flag.startsWith('--') ? [[camel(flag), flags[i + 1]]] : []));
  const {
    deadline,
    alarms = [],
    soak = 0,
  } = readPolicy(Object.fromEntries(options) as Record<string, string>);
  const deadlines = { ...POLICY.deadline, ...deadline } as Policy['deadline'];
  return { ...POLICY, tick: 1_000, alarms, soak, deadline: deadlines };
}

function sceneryOf({ sim }: RollPlace, image: string): Scenery {
  const members = sim.region.state.autoscaling.groups.flatMap((group) => group.members);
  const ids = (isNew: boolean) =>
    members.filter((member) => (member.imageId === image) === isNew).map(({ instanceId }) => instanceId);
  const [old = '', ...others] = ids(false);
  return { group: 'web', image, zones: ['eu-sim-1a', 'eu-sim-1b'], old: [old, ...others], fresh: ids(true) };
}

/** As the command would exit, and what it would say. */
async function endOf(rolled: ReturnType<RollPlace['rollTo']>): Promise<{ exit: number; said: string }> {
  try {
    const { outcome } = await rolled;
    return { exit: exitOf(outcome), said: JSON.stringify({ ...outcome, evidence: undefined }) };
  } catch (error) {
    if (error instanceof Failure && error.code === 'group-unfit') return { exit: 3, said: error.what };
    throw error;
  }
}

function exitOf(outcome: RollOutcome): number {
  const exits = { done: 0, 'went-back': 8, stranded: 9, 'gave-way': 11, paused: 12 } as const;
  return outcome.kind === 'done' && outcome.left.length > 0 ? 10 : exits[outcome.kind];
}

function verdictsOn(
  { soak = 0, lag }: Blow,
  { sim, service }: RollPlace,
  { from, image, exit }: { readonly from: number; readonly image: string; readonly exit: number },
): readonly string[] {
  return judge(sim.events, {
    ...{ from, image, kind: 'roll', drivers: ['AKIASIMULATED'], end: { exit } },
    groups: [{ name: 'web', targetGroups: [service.targetGroupArn], asked: 6 }],
    policy: {
      ...{ surge: { percent: 100 }, minHealthy: { percent: 100 }, max: 'fit' },
      ...{ samples: POLICY.samples, interval: 5_000, soak, tick: 1_000 },
    },
    ...(lag === undefined ? {} : { lag }),
  }).map(describeVerdict);
}
