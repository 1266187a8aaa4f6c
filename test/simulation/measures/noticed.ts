import { exactly, type Script, WELL } from '../../../region/simulated/behaviour.ts';
import type { Figure } from '../../../bench/figure.ts';
import { POLICY } from '../../roll/run-roll.ts';
import { measureRoll, setScene } from './scene.ts';

const TIMES = { boot: 20, delay: 10, interval: 10 };
const TICK = 5;
const THRESHOLD = 2;

/** Healthy, and after a while no longer. */
const SICKENS: Script = {
  ...WELL,
  boot: { kind: 'boots', within: exactly(TIMES.boot) },
  health: {
    kind: 'sickens',
    after: exactly(1),
    lasts: exactly(25),
    answer: { kind: 'answered', status: 500 },
  },
};

/** How soon an instance that turns unhealthy after having been healthy is known to be bad. */
export async function measureNoticed(): Promise<Figure[]> {
  const scene = await setScene({ size: 3, ...TIMES });
  const { facts } = await measureRoll(scene, scene.sim.image('sick', SICKENS), {
    policy: { ...POLICY, soak: 120_000 },
  });
  scene.sim.stop();
  const bad = facts.find(({ fact }) => fact.type === 'bad');
  const sick = scene.sim.events.find(
    (event) =>
      event.type === 'target' && event.state === 'unhealthy' && bad !== undefined && isOf(event, bad.fact),
  );
  if (bad === undefined || sick === undefined) throw new Error('nothing was found to be bad');
  return [
    await measureCrashLoop(),
    {
      name: 'An instance that turns unhealthy after having been healthy: until it is known to be bad',
      value: (bad.at - sick.at) / 1000,
      unit: 's',
      aim: { atMost: (THRESHOLD + 1) * TIMES.interval + TICK },
    },
  ];
}

function isOf(event: { instanceId: string }, fact: object): boolean {
  return 'instance' in fact && fact.instance === event.instanceId;
}

/** Its unit ends each so many seconds: a crash loop, as role `app` prints it. */
const RESTARTS = [22, 26, 30, 34];

const CRASHES: Script = {
  ...WELL,
  boot: { kind: 'boots', within: exactly(TIMES.boot) },
  health: { kind: 'never', answer: { kind: 'failed', why: 'connection refused' } },
  console: RESTARTS.map((after, i) => ({
    after,
    text: `hello.service ended: exit-code (exited 1), restarts so far: ${i}`,
  })),
};

/** How soon a unit that crashes again and again is known to be bad, counted from its third end. */
async function measureCrashLoop(): Promise<Figure> {
  const scene = await setScene({ size: 3, ...TIMES });
  const { facts } = await measureRoll(scene, scene.sim.image('crashes', CRASHES));
  scene.sim.stop();
  const bad = facts.find(({ fact }) => fact.type === 'bad');
  const up = scene.sim.events.find(
    (event) =>
      event.type === 'instance' && event.state === 'running' && bad !== undefined && isOf(event, bad.fact),
  );
  if (bad === undefined || up === undefined) throw new Error('no crash loop was noticed');
  return {
    name: 'A crash loop: until it is known, from the third end of the unit',
    value: (bad.at - up.at) / 1000 - (RESTARTS[2] ?? 0),
    unit: 's',
    aim: { atMost: 2 * TICK },
  };
}
