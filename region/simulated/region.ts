import type { TimedEvent } from '../event.ts';
import { memoryEvents } from '../events.ts';
import { actionsByService, animate, emptyState } from '../life/model.ts';
import { registerBaseImage } from '../model/ec2/images.ts';
import { takeOver } from '../model/ec2/take-over.ts';
import { networkOf } from '../network.ts';
import { seededRandom } from '../random.ts';
import type { Region } from '../region.ts';
import { type SimulatedBalancer, simulatedBalancer } from './balancer.ts';
import { type Script, WELL } from './behaviour.ts';
import { type Call, directCalls } from './call.ts';
import { virtualClock, type VirtualClock } from './clock.ts';
import { type Handler, inProcess } from './handler.ts';
import { simulatedMachines, type SimulatedMachines } from './machines.ts';

export interface SimulatedRegion {
  readonly region: Region;
  readonly clock: VirtualClock;
  readonly machines: SimulatedMachines;
  readonly balancer: SimulatedBalancer;
  /** All that it did so far. */
  readonly events: readonly TimedEvent[];
  /** Its actions as functions. */
  readonly call: Call;
  /** What any SDK client is made with to reach it. */
  readonly client: ClientSettings;
  /** The same ways in with another access key of the account: the event log tells who did what. */
  readonly as: (accessKeyId: string) => Pick<SimulatedRegion, 'call' | 'client'>;
  /** Makes an image known whose machines behave so. @returns its id */
  readonly image: (name: string, script?: Script) => string;
  /** Nothing moves after this. */
  readonly stop: () => void;
}

export interface ClientSettings {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly requestHandler: Handler;
}

export interface Simulation {
  /** The same seed and the same calls make the same world: its ids, its instants, its events. */
  readonly seed: string;
  /** The region's name. */
  readonly name?: string;
}

/** Starts a region that exists in this process alone, in a time of its own: the same model, on simulated machines. */
export function startSimulatedRegion({ seed, name = 'eu-sim-1' }: Simulation): SimulatedRegion {
  const clock = virtualClock();
  const machines = simulatedMachines(clock, `${seed}/machines`);
  const balancer = simulatedBalancer();
  const events = memoryEvents(clock);
  const { region, heart } = animate(
    {
      ...{ name, accountId: '000000000000', network: networkOf(name), state: emptyState(), events },
      ...{ clock, random: seededRandom(`${seed}/ids`), machines, prober: machines, balancer },
    },
    () => undefined,
  );
  takeOver(region);
  const requests = seededRandom(`${seed}/requests`);
  const as: SimulatedRegion['as'] = (accessKeyId) => {
    const asked = { region, actionsByService, accessKey: accessKeyId, save: () => undefined };
    return {
      call: directCalls(region, actionsByService, accessKeyId),
      client: {
        ...{ region: name, endpoint: `http://127.0.0.1:${region.network.port}` },
        credentials: { accessKeyId, secretAccessKey: 'simulated' },
        requestHandler: inProcess(asked, requests),
      },
    };
  };
  return {
    ...{ region, clock, machines, balancer, events: events.events, as, ...as('AKIASIMULATED') },
    image: (imageName, script = WELL) => addImage(region, machines, imageName, script),
    stop: () => {
      heart.stop();
    },
  };
}

function addImage(region: Region, machines: SimulatedMachines, name: string, script: Script): string {
  const { imageId } = registerBaseImage(region, {
    ...{ name, layer: name, architecture: 'x86_64', created: region.clock.now() },
  });
  machines.script(imageId, script);
  return imageId;
}
