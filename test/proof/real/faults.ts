import type { Found, Part, Scene } from '../part.ts';
import { alarmIsWell, makeAlarm } from './alarm.ts';
import { BLOWS } from './blows.ts';
import { openGround, SIZE } from './ground.ts';
import { strikeOne } from './strike.ts';

/** Every fault of the region during a roll of six under traffic, with the outcome that it has to come to. */
export const faults: Part = {
  name: 'faults',
  what: `On the local region, ${SIZE} instances of hello under traffic: each fault of \`bakeroll region kinds\` during a roll ends as docs/faults.md says, with the exit code that says so; no request fails but those that the fault itself reaches, healthy capacity falls by nothing but the fault, when it is over every setting is what it was, and the judge of rolls finds nothing in the region’s event log.`,
  points: () => BLOWS.map(({ name }) => name),
  open: openFaults,
};

async function openFaults(): Promise<Scene> {
  const ground = await openGround('proof-faults', 'embedded');
  await makeAlarm(ground);
  return {
    run: async (point): Promise<Found> => {
      const blow = BLOWS.find(({ name }) => name === point);
      if (blow === undefined) throw new Error(`there is no fault ${point}`);
      if (blow.kind === 'alarm') await alarmIsWell(ground);
      return strikeOne(ground, blow);
    },
    close: ground.close,
  };
}
