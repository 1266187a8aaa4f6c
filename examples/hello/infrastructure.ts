import { makeBalancer, makeFirewall } from './infrastructure/balancer.ts';
import { cloudAt, type Place } from './infrastructure/cloud.ts';
import { makeGroup, makeTemplate, type Size } from './infrastructure/group.ts';
import { localRegion } from './infrastructure/local-region.ts';
import { findDebian, findNetwork } from './infrastructure/network.ts';
import { removeBalancer, removeFirewall, removeGroup } from './infrastructure/remove.ts';
import { makeRole, removeRole } from './infrastructure/role.ts';
import { makeSettings, removeSettings, settingsPath, type Settings } from './infrastructure/settings.ts';

export interface Infrastructure extends Place, Settings {
  /** `dev`: everything is called `hello-dev`. */
  readonly environment: string;
  /** Nothing has ever served: so nothing is launched until the first release says of what. */
  readonly size?: Size;
  /** The image of the template's first version; Debian's newest when it is left out. */
  readonly baseImage?: string;
  /** Seconds for which an instance that leaves may finish what is under way. */
  readonly drain?: number;
}

export interface Made {
  /** Where hello will answer. */
  readonly url: string;
  readonly group: string;
  readonly targetGroupArn: string;
}

/**
 * Makes all that an environment of hello stands on, as a Terraform module of yours would. What is there already is left
 * as it is (but for the settings and the drain time), so that it can be called again.
 */
export async function makeInfrastructure(order: Infrastructure): Promise<Made> {
  const cloud = cloudAt(order);
  const name = nameOf(order.environment);
  const network = await findNetwork(cloud);
  await makeSettings(cloud, order.environment, order);
  const firewall = await makeFirewall(cloud, network, name);
  const { address, targetGroupArn } = await makeBalancer(cloud, network, firewall, {
    name,
    drain: order.drain ?? 10,
  });
  const image = order.baseImage ?? (await findDebian(cloud));
  await makeRole(cloud, name, order.environment);
  const profile = name;
  await makeTemplate(cloud, { name, image, firewall, profile, userData: userData(order, network.cidr) });
  await makeGroup(cloud, network, {
    name,
    targetGroupArn,
    size: order.size ?? { min: 0, max: 6, desired: 0 },
  });
  return { url: `http://${address}/`, group: name, targetGroupArn };
}

/** Removes all of it again, and waits until the instances are gone. */
export async function removeInfrastructure(order: Place & { readonly environment: string }): Promise<void> {
  const cloud = cloudAt(order);
  const name = nameOf(order.environment);
  await removeGroup(cloud, name);
  await removeBalancer(cloud, name);
  await removeFirewall(cloud, name);
  await removeRole(cloud, name);
  await removeSettings(cloud, order.environment);
}

function nameOf(environment: string): string {
  return `hello-${environment}`;
}

/** Tells an instance whose it is: the image does not know. */
function userData({ environment, endpoint }: Infrastructure, cidr: string): string {
  return [
    '# bakeroll',
    `BAKEROLL_ENV=${environment}`,
    `BAKEROLL_SETTINGS=ssm:${settingsPath(environment)}`,
    ...(endpoint === undefined ? [] : [`BAKEROLL_ENDPOINT=${endpointInside(endpoint, cidr)}`]),
    '',
  ].join('\n');
}

/** A local region's API as its instances reach it: at the first address of their network. */
function endpointInside(endpoint: string, cidr: string): string {
  const first = cidr.replace(/\.0\/\d+$/, '.1');
  return `http://${first}:${new URL(endpoint).port}`;
}

async function main([verb, environment, region = 'eu-local-1']: readonly string[]): Promise<void> {
  const databaseUrl = process.env['DATABASE_URL'];
  if (verb === 'down' && environment) {
    await removeInfrastructure({ ...localRegion(region), environment });
  } else if (verb === 'up' && environment && databaseUrl) {
    const greeting = process.env['GREETING'] ?? 'en';
    const made = await makeInfrastructure({ ...localRegion(region), environment, databaseUrl, greeting });
    console.log(JSON.stringify(made));
  } else {
    console.error(
      'usage: DATABASE_URL=… infrastructure.ts up ENV [REGION], or infrastructure.ts down ENV [REGION]',
    );
    process.exitCode = 2;
  }
}

if (import.meta.main) await main(process.argv.slice(2));
