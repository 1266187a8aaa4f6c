import t from 'tap';

import { containers, simulatedGround } from './grounds.ts';
import { type Script, SCRIPTS } from './scripts.ts';
import { type Ground, setStage } from './stage.ts';
import { type Story, storyOf } from './story.ts';

t.setTimeout(240_000);

t.test('SIM-14 simulated machines and containers go through the same states by the same calls', async (t) => {
  t.ok(SCRIPTS.length >= 20);
  const real = await containers(t);
  // All at once, for the containers take their time; each script has a service of its own.
  const stories = await Promise.all(SCRIPTS.map((script, number) => play(real, script, number)));
  for (const [number, script] of SCRIPTS.entries()) {
    t.same(stories[number], await play(simulatedGround(t), script, number), script.name);
  }
});

async function play(ground: Ground, script: Script, number: number): Promise<Story> {
  const stage = await setStage(ground, script.kind ?? 'well', { name: `web-${number}`, ...script.order });
  await script.play(stage);
  await stage.rest();
  return storyOf(stage);
}
