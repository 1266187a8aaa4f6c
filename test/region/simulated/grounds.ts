import { setTimeout as delay } from 'node:timers/promises';

import type { Test } from 'tap';

import { realClock } from '../../../region/clock.ts';
import { memoryEvents } from '../../../region/events.ts';
import { actionsByService, animate, emptyState } from '../../../region/life/model.ts';
import { registerBaseImage } from '../../../region/model/ec2/images.ts';
import { takeOver } from '../../../region/model/ec2/take-over.ts';
import { realRandom } from '../../../region/random.ts';
import { type Behaviour, exactly, WELL } from '../../../region/simulated/behaviour.ts';
import { directCalls } from '../../../region/simulated/call.ts';
import { startSimulatedRegion } from '../../../region/simulated/region.ts';
import { testGround } from '../ground.ts';
import type { Ground, Kind } from './stage.ts';

/** How long a machine that sickens, or goes off, is well. */
const WHILE = 12;

const BEHAVIOURS: Readonly<Record<Kind, Behaviour>> = {
  well: WELL,
  never: { ...WELL, health: { kind: 'never', answer: { kind: 'answered', status: 503 } } },
  sickens: {
    ...WELL,
    health: {
      ...{ kind: 'sickens' as const, after: exactly(1), lasts: exactly(WHILE) },
      answer: { kind: 'answered', status: 503 },
    },
  },
  'goes-off': { ...WELL, crash: exactly(WHILE) },
};

/** A simulated region. */
export function simulatedGround(t: Test): Ground {
  const world = startSimulatedRegion({ seed: 'same' });
  t.teardown(() => {
    world.stop();
  });
  return {
    ...world,
    launchData: (kind) => ({ ImageId: world.image(kind, BEHAVIOURS[kind]) }),
    async until(isSo) {
      await world.clock.pass(0);
      while (!isSo()) await world.clock.pass(1);
    },
  };
}

/** A region of containers, which are of the base image and do by their user data what simulated ones do by their image. */
export async function containers(t: Test): Promise<Ground> {
  const ground = await testGround('test-same');
  const { machines, balancer, network, base } = ground;
  const events = memoryEvents(realClock);
  const { region, heart } = animate(
    {
      ...{ name: 'test-same', accountId: '000000000000', network, state: emptyState(), events },
      ...{ clock: realClock, random: realRandom, machines, balancer, prober: ground.inside },
    },
    () => undefined,
  );
  takeOver(region);
  const { imageId } = registerBaseImage(region, {
    ...{ name: 'debian-12', layer: base.layer, architecture: 'x86_64', created: base.created },
  });
  t.teardown(async () => {
    heart.stop();
    await ground.end();
  });
  return {
    region,
    events: events.events,
    call: directCalls(region, actionsByService, 'AKIASIMULATED'),
    launchData: (kind) => ({ ImageId: imageId, UserData: Buffer.from(USER_DATA[kind]).toString('base64') }),
    async until(isSo) {
      // What was asked for begins with the next beat of the heart.
      await delay(50);
      while (!isSo()) await delay(50);
    },
  };
}

/** Answers everything with 200 for so many seconds, and with 503 then. */
const server = (seconds: number) => `#!/bin/sh
exec systemd-run --quiet --unit=web python3 -c '
import http.server, time
sick = time.monotonic() + ${seconds}
class Web(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if time.monotonic() < sick else 503)
        self.end_headers()
http.server.HTTPServer(("", 8080), Web).serve_forever()'
`;

const USER_DATA: Readonly<Record<Kind, string>> = {
  well: server(86_400),
  never: server(0),
  sickens: server(WHILE),
  'goes-off': server(86_400).replace('exec ', `systemd-run --quiet --on-active=${WHILE} poweroff\nexec `),
};
