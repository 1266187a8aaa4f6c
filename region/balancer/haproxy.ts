import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { namespaceOf, type Network } from '../network.ts';
import { isRunning, type Process } from '../process.ts';
import type { Balancer, ListenerRoute, Routes, TargetGroupRoute } from './balancer.ts';
import type { Carriers, Figures } from './figures.ts';
import { countedFigures } from './haproxy/counted.ts';
import { configOf, type Plan, type PlannedGroup } from './haproxy/config.ts';
import { endHaproxy, findHaproxy, type HaproxyPlace, startHaproxy } from './haproxy/process.ts';
import { tell } from './haproxy/runtime.ts';
import { FULL, shareCommands, type Shares, sharesOf } from './haproxy/shares.ts';
import { assign, commandsBetween } from './haproxy/slots.ts';
import { variablesOf, weightCommands } from './haproxy/weights.ts';
import { nameOf } from './haproxy/words.ts';

/** How often haproxy is looked at, in milliseconds: one that went down is started again, shares that grow are told. */
const WATCH = 500;

export interface HaproxyBalancer extends Balancer {
  /** Looks after haproxy no longer; it runs on. */
  leave(): void;
}

/**
 * Load balancers that are frontends of one haproxy, which runs on the host and reaches its targets in the region's namespace.
 * Changes of targets go by its runtime socket; only a change of listeners or rules, other than of weights, makes it start anew, handing its sockets on.
 *
 * @param folder the region's
 */
export async function haproxyBalancer(folder: string, network: Network): Promise<HaproxyBalancer> {
  const place = placeIn(folder);
  await mkdir(join(folder, 'balancer'), { recursive: true, mode: 0o700 });
  let own: Process | undefined = await findHaproxy(place);
  // What one left running was told is not known: the first routes start another in its stead.
  let inForce: Plan | undefined;
  let shares: Shares = new Map();
  const counted = countedFigures();
  let last = Promise.resolve();
  let asked: Routes = { listeners: [], targetGroups: [] };

  async function apply(routes: Routes): Promise<void> {
    const wanted = planOf(routes, inForce);
    const wantedShares = sharesOf(wanted.groups, Date.now());
    if (own !== undefined && isRunning(own) && inForce !== undefined && isAlike(inForce, wanted)) {
      await tell(place.socket, [...changes(inForce, wanted), ...shareCommands(shares, wantedShares)]);
    } else if (wanted.listeners.length > 0) {
      await writeFile(
        place.config,
        configOf(wanted, wantedShares, { socket: place.socket, namespace: namespaceOf(network) }),
      );
      // What could not be read is not counted: traffic does not wait for figures.
      await count().catch(() => undefined);
      own = await startHaproxy(place, own);
      counted.begin(wanted);
    } else if (own !== undefined) {
      await endHaproxy(place);
      own = undefined;
    }
    inForce = wanted;
    shares = wantedShares;
  }

  function route(routes: Routes): Promise<void> {
    asked = routes;
    const turn = last.then(() => apply(routes));
    last = turn.catch(() => {
      inForce = undefined;
    });
    return turn;
  }

  async function count(): Promise<void> {
    if (own !== undefined && isRunning(own) && inForce !== undefined)
      await counted.read(place.socket, inForce);
  }

  function figures(of: Carriers): Promise<Figures> {
    const turn = last.then(count).then(() => counted.take(of));
    last = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }

  const watch = setInterval(() => {
    const isDown = own !== undefined && !isRunning(own);
    const isGrowing = [...shares.values()].some((weight) => weight < FULL);
    if (isDown || isGrowing) route(asked).catch(tellOfIt);
  }, WATCH);
  return {
    route,
    figures,
    leave: () => {
      clearInterval(watch);
    },
  };
}

function tellOfIt(error: unknown): void {
  console.error('haproxy went down and does not come up again, or does not take its weights:', error);
}

/** Ends what the region in `folder` left running of haproxy. */
export async function endBalancer(folder: string): Promise<void> {
  await endHaproxy(placeIn(folder));
}

/** Where the haproxy of the region in `folder` has its files. */
export function placeIn(folder: string): HaproxyPlace {
  const at = (name: string) => join(folder, 'balancer', name);
  return { config: at('haproxy.cfg'), socket: at('runtime.sock'), mark: at('process.json') };
}

/** Targets keep the slots that they have. */
function planOf({ listeners, targetGroups }: Routes, inForce: Plan | undefined): Plan {
  return { listeners, groups: targetGroups.map((group) => planned(group, inForce?.groups ?? [])) };
}

function planned({ targets, ...route }: TargetGroupRoute, inForce: readonly PlannedGroup[]): PlannedGroup {
  const before = inForce.find((one) => one.route.targetGroupArn === route.targetGroupArn);
  return { route, slots: assign(before?.slots ?? [], targets) };
}

/** Whether haproxy can go from one to the other while it runs: the same but for weights, what is in the slots and how it leaves them. */
function isAlike(before: Plan, after: Plan): boolean {
  const shape = ({ listeners, groups }: Plan) =>
    JSON.stringify([
      listeners.map(weightless),
      groups.map(({ route, slots }) => ({ ...route, leaving: undefined, slots: slots.length })),
    ]);
  return shape(before) === shape(after);
}

function weightless({ rules, ...listener }: ListenerRoute): object {
  const shapes = rules.map(({ action, ...rule }) => {
    if (action.kind !== 'forward') return { ...rule, action };
    const { stickiness, targetGroups } = action;
    return { ...rule, stickiness, targetGroups: targetGroups.map(({ arn }) => arn) };
  });
  return { ...listener, rules: shapes };
}

function changes(before: Plan, after: Plan): string[] {
  const targets = after.groups.flatMap(({ route, slots }, at) =>
    commandsBetween(nameOf('g', route.targetGroupArn), before.groups[at]?.slots ?? [], slots, route.leaving),
  );
  return [...targets, ...weightCommands(variablesOf(before.listeners), variablesOf(after.listeners))];
}
