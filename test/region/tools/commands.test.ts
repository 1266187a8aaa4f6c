import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import t from 'tap';

import { actionsByService } from '../../../region/life/model.ts';
import type { Service } from '../../../region/protocol/api.ts';
import { serviceModel } from '../protocol/service-model.ts';

const ROOT = join(import.meta.dirname, '..');

/** The services by the CLI's names for them, where they are others. */
const CLI_NAMES: Partial<Record<Service, string>> = {
  elasticloadbalancing: 'elbv2',
  monitoring: 'cloudwatch',
};

/** Every word that a test gives to the CLI, and many others. */
const words = new Set(
  globSync('**/*.test.ts', { cwd: ROOT })
    .map((path) => readFileSync(join(ROOT, path), 'utf8'))
    .filter((text) => text.includes('awsCli'))
    .flatMap((text) => [...text.matchAll(/'([a-z0-9-]+)[' ]/g)].map(([, word = '']) => word)),
);

for (const service of Object.keys(actionsByService) as Service[]) {
  const name = CLI_NAMES[service] ?? service;
  t.test(`TOOLS-4 Debian's AWS CLI is tried with every action of ${name} that it knows`, (t) => {
    const { operations } = serviceModel(service);
    const served = Object.keys(actionsByService[service]).filter((action) => action in operations);
    t.same(
      served.map(commandOf).filter((command) => !words.has(command)),
      [],
    );
    t.end();
  });
}

/** `DescribeInstances` is `describe-instances`, `DescribeDBInstances` would be `describe-db-instances`. */
function commandOf(action: string): string {
  return action
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}
