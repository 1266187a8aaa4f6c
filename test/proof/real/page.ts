import { SIZE } from './ground.ts';
import type { Blow, Moment, Scenery } from './blow.ts';
import { BLOWS } from './blows.ts';

const HEAD = `# What a fault comes to

What a roll of ${SIZE} instances comes to when the region breaks in the middle of it: made from \`test/proof/real/blows/\` by \`node test/proof/real/write-page.ts\`; a test compares. \`npm run proof -- faults\` does each of them on a real local region, under traffic; what came of it is in [proof.md](proof.md). The faults themselves are in [region-faults.md](region-faults.md), the exit codes in [guarantees.md](guarantees.md).

In all of them healthy capacity falls by nothing but the fault itself, and when it is over every setting of the group is what it was, at once or by the same command again. "Nothing" is what users notice where nothing else is said: not one failed request.

| fault | strikes | exit | because | users notice |
|---|---|---|---|---|
`;

/** The page as it has to be. */
export function faultsPage(): string {
  return `${HEAD}${BLOWS.map(rowOf).join('\n')}\n`;
}

function rowOf(blow: Blow): string {
  const { kind, words, when, exits, why, flags, seconds, times } = blow;
  const bounds = [
    ...(seconds === undefined ? [] : [`--for ${seconds}`]),
    ...(times === undefined ? [] : [`--times ${times}`]),
  ];
  const typed = ['`' + [kind, ...words(NAMES), ...bounds].join(' ') + '`'];
  const policy = flags === undefined ? '' : `, with \`${flags.join(' ')}\``;
  const cells = [typed.join(''), STRIKES[when] + policy, exits.join(' or '), why, noticed(blow)];
  return `| ${cells.join(' | ')} |`;
}

const STRIKES: Readonly<Record<Moment, string>> = {
  before: 'before the roll',
  beginning: 'when it begins',
  launching: 'while it launches',
  proving: 'while the new ones are proven',
  draining: 'while the old ones drain',
};

/** What stands for what is named by its id. */
const NAMES: Scenery = {
  group: 'GROUP',
  image: 'NEW-IMAGE',
  zones: ['ZONE'],
  old: ['OLD-INSTANCE'],
  fresh: ['NEW-INSTANCE'],
};

function noticed({ users }: Blow): string {
  if (users === undefined) return 'nothing';
  return users === 'the fault'
    ? 'the fault itself'
    : 'requests sent to what died, until the load balancer knew';
}
