import { exactly, type Script, WELL } from '../../../region/simulated/behaviour.ts';
import type { Figure } from './figure.ts';
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
  const policy = { soak: 120_000 };
  const { facts } = await measureRoll(scene, scene.sim.image('sick', SICKENS), await soaking(policy));
  scene.sim.stop();
  const bad = facts.find(({ fact }) => fact.type === 'bad');
  const sick = scene.sim.events.find(
    (event) =>
      event.type === 'target' && event.state === 'unhealthy' && bad !== undefined && isOf(event, bad.fact),
  );
  if (bad === undefined || sick === undefined) throw new Error('nothing was found to be bad');
  return [
    {
      name: 'An instance that turns unhealthy after having been healthy: until it is known to be bad',
      value: (bad.at - sick.at) / 1000,
      unit: 's',
      aim: { atMost: (THRESHOLD + 1) * TIMES.interval + TICK },
    },
  ];
}

async function soaking(parts: { soak: number }) {
  const { POLICY } = await import('../../roll/run-roll.ts');
  return { policy: { ...POLICY, ...parts } };
}

function isOf(event: { instanceId: string }, fact: object): boolean {
  return 'instance' in fact && fact.instance === event.instanceId;
}
