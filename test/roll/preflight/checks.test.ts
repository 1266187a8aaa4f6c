import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { launchBy } from '../../../roll/preflight/launch-by.ts';
import type { Look } from '../../../roll/preflight/look.ts';
import { CHECKS } from '../../../roll/preflight/table.ts';
import { mixedSeen } from '../../../world/aws/fleet/mixed.ts';
import { packageRoot } from '../../../world/places.ts';
import { lookOf, mixedOf } from './looks.ts';

function problems(look: Look): string[] {
  const said = Object.values(CHECKS).flatMap((check) => check(look));
  return said.filter(({ kind }) => kind === 'problem').map(({ text }) => text);
}

t.test('with a plain group nothing is wrong', (t) => {
  t.same(problems(lookOf({})), []);
  t.same(problems(lookOf({ group: { mixed: mixedOf({}) } })), [], 'nor with several types of it');
  t.same(problems(lookOf({ group: { mixed: mixedOf({ purchase: 'spot' }) } })), [], 'all of them spot');
  t.end();
});

const CASES: readonly (readonly [name: string, look: Look, says: RegExp])[] = [
  ['a launch configuration', lookOf({ group: { template: undefined } }), /on a launch configuration/],
  [
    'types by attributes',
    lookOf({ group: { mixed: mixedOf({ byAttributes: true }) } }),
    /chosen by attributes/,
  ],
  ['weighted types', lookOf({ group: { mixed: mixedOf({ weighted: true }) } }), /its types have weights/],
  [
    'on-demand and spot instances',
    lookOf({ group: { mixed: mixedOf({ purchase: 'both' }) } }),
    /it mixes on-demand and spot/,
  ],
  [
    'an override with an image of its own',
    lookOf({ group: { mixed: mixedOf({ ownTemplates: true }) } }),
    /a template or an image of its own, which a roll would not reach/,
  ],
  ['a warm pool', lookOf({ group: { warmPool: true } }), /it has a warm pool/],
  ['a classic load balancer', lookOf({ group: { classicBalancers: ['old'] } }), /a classic load balancer/],
  [
    'VPC lattice',
    lookOf({ group: { otherSources: ['vpc-lattice'] } }),
    /a traffic source of the kind vpc-lattice/,
  ],
  ['no subnets', lookOf({ group: { subnets: [] } }), /it names no subnets/],
  ['a template without an image', lookOf({ version: { image: undefined } }), /names no image/],
  [
    'an image of another architecture',
    lookOf({ image: { architecture: 'arm64' } }),
    /t3.small is x86_64, and/,
  ],
  [
    'an image that boots otherwise than its type',
    lookOf({ image: { bootMode: 'uefi' }, type: { bootModes: ['legacy-bios'] } }),
    /t3.small boots by legacy-bios, and ami-new by uefi alone/,
  ],
  ['an image without ENA', lookOf({ image: { hasEna: false } }), /t3.small needs a driver for ENA/],
  ['an image that is not ready', lookOf({ image: { state: 'pending' } }), /the image ami-new is pending/],
  [
    'an image that the account does not allow',
    lookOf({ image: { allowed: false } }),
    /allowed images does not let ami-new be launched/,
  ],
];

for (const [name, look, says] of CASES) {
  t.test(`${name}: refused by name, and nothing else is`, (t) => {
    t.match(problems(look), [says]);
    t.equal(problems(look).length, 1);
    t.end();
  });
}

t.test('an image boots either way where it says so, or says nothing', (t) => {
  const bootModes = ['legacy-bios'];
  t.same(problems(lookOf({ image: { bootMode: 'uefi-preferred' }, type: { bootModes } })), []);
  t.same(problems(lookOf({ image: { bootMode: undefined }, type: { bootModes } })), []);
  t.end();
});

t.test('a group of none needs no room, but for its first release', (t) => {
  const look = (max: number, served: boolean, firstSize?: number) => {
    const { wanted, ...rest } = lookOf({ group: { desired: 0, max } });
    return { ...rest, wanted: { ...wanted, served, policy: { ...wanted.policy, firstSize } } };
  };
  for (const max of [0, 1, 4]) {
    t.match(CHECKS.capacity(look(max, true)), [{ kind: 'fine', text: /desired is 0/ }]);
    t.match(
      CHECKS.capacity(look(max, true, 3)),
      [{ kind: 'fine' }],
      'its first size was for its first release',
    );
  }
  t.match(problems(look(0, false)), [/^1 are asked for, and its maximum is 0/]);
  t.match(problems(look(2, false, 3)), [/^3 are asked for, and its maximum is 2/]);
  t.same(problems(look(4, false)), []);
  t.end();
});

t.test('what AWS does not say LaunchInstances takes is launched by raising the minimum', (t) => {
  const way = (parts: Parameters<typeof lookOf>[0]) => launchBy(lookOf(parts)).way;
  t.equal(way({}), 'launch-instances');
  t.equal(way({ group: { mixed: mixedOf({ purchase: 'spot' }) } }), 'launch-instances');
  t.equal(way({ version: { spot: true } }), 'min-size');
  t.equal(way({ version: { reserved: true } }), 'min-size');
  t.equal(way({ group: { reserved: true } }), 'min-size');
  t.match(CHECKS['group kind'](lookOf({ version: { spot: true } })), [
    { kind: 'fine', text: /launched by raising its minimum: its template asks for spot instances/ },
  ]);
  t.end();
});

t.test('a mixed policy is read as AWS means it', (t) => {
  const purchase = (InstancesDistribution: object) => mixedSeen({ InstancesDistribution }).purchase;
  t.equal(mixedSeen({}).purchase, 'on-demand', 'by default');
  t.equal(purchase({ OnDemandPercentageAboveBaseCapacity: 0 }), 'spot');
  t.equal(purchase({ OnDemandPercentageAboveBaseCapacity: 0, OnDemandBaseCapacity: 1 }), 'both');
  t.equal(purchase({ OnDemandPercentageAboveBaseCapacity: 50 }), 'both');
  const overrides = (...Overrides: object[]) => mixedSeen({ LaunchTemplate: { Overrides } });
  t.match(overrides({ InstanceType: 't3.small', WeightedCapacity: '1' }), {
    weighted: false,
    types: ['t3.small'],
  });
  t.match(overrides({ InstanceType: 't3.small', WeightedCapacity: '2' }), { weighted: true });
  t.match(overrides({ InstanceRequirements: {} }), { byAttributes: true, types: [] });
  t.match(overrides({ InstanceType: 't3.small', ImageId: 'ami-1' }), { ownTemplates: true });
  t.end();
});

t.test('docs/plan.md has a line for every check, in the order of the table', (t) => {
  const page = readFileSync(join(packageRoot(), 'docs', 'plan.md'), 'utf8');
  const named = [...page.matchAll(/^\| `([a-z ]+)` \|/gm)].map(([, name]) => name);
  t.same(named, Object.keys(CHECKS));
  t.end();
});
