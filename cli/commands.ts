import type { CommandModule } from './call.ts';
import { CONSENT_FLAGS } from './consent.ts';
import { POLICY_FLAGS } from './policy.ts';

/** A command as help shows it; its code is loaded when it is called. */
export interface Declared {
  /** `roll <environment> <target>`: words in <> are needed, those in [] are not. */
  readonly usage: string;
  readonly summary: string;
  readonly options: readonly (readonly [flags: string, text: string])[];
  readonly examples: readonly (readonly [line: string, what: string])[];
  readonly load: () => Promise<CommandModule>;
}

const DIRTY = ['--allow-dirty', 'package a tree with uncommitted changes; marks the version'] as const;

const LOCK_WAIT = [
  '--lock-wait <seconds>',
  'wait so long for somebody else who drives the environment (0)',
] as const;

/** Of the commands that need no checkout: what they have to know the last roll stored in the ledger. */
export const APP = [
  '--app <name>',
  'outside a checkout: which application of the ledger (BAKEROLL_LEDGER)',
] as const;

const SAME = ['--same', 'to what serves: every instance is replaced, the image stays'] as const;

const TEMPLATE = [
  '--template <version>',
  'with this version of the launch template, and not the one that the group runs',
] as const;

const APPLY = ['--apply <file>', 'exactly what plan --out wrote; exit 5 where it fits no more'] as const;

/** For when the ledger is down: of the commands that the groups' tags are enough for. */
export const NO_LEDGER = [
  '--no-ledger',
  'the ledger is down: go on from the groups’ tags and the template’s descriptions alone',
] as const;

/** Every command, in the order of a release's life. */
export const COMMANDS: readonly Declared[] = [
  {
    usage: 'release <environment>',
    summary: 'package, bake, migrate and roll the commit that is checked out',
    options: [DIRTY, LOCK_WAIT, ...POLICY_FLAGS, ...CONSENT_FLAGS],
    examples: [['bakeroll release dev', 'what CI runs after the tests']],
    load: () => import('./commands/release.ts'),
  },
  {
    usage: 'package',
    summary: 'build the commit into a Debian package and publish it to the apt repository',
    options: [DIRTY],
    examples: [['bakeroll package', 'builds dist/hello_1.2.0_all.deb and signs the repository']],
    load: () => import('./commands/package.ts'),
  },
  {
    usage: 'bake [environment]',
    summary: 'bake the package into an image: a release, vN',
    options: [DIRTY],
    examples: [['bakeroll bake dev', 'bakes in the account and region of dev']],
    load: () => import('./commands/bake.ts'),
  },
  {
    usage: 'migrate <environment> [target]',
    summary: 'apply the expand migrations of a release (the newest one by default)',
    options: [LOCK_WAIT],
    examples: [['bakeroll migrate production v42', 'the bytes that v42 carries, never the working tree']],
    load: () => import('./commands/migrate.ts'),
  },
  {
    usage: 'plan <environment> [target]',
    summary: 'what a roll would do, how long it would take, and what stands in its way; changes nothing',
    options: [
      ['--rollback', 'of a rollback: to what came before, or to the target'],
      SAME,
      TEMPLATE,
      ['--out <file>', 'write the plan, for --apply of roll and rollback'],
      ...POLICY_FLAGS,
      ...CONSENT_FLAGS,
    ],
    examples: [
      ['bakeroll plan production v42', 'the newest release where none is named'],
      ['bakeroll plan production --rollback', 'what rollback would do now'],
      ['bakeroll plan production v42 --out plan.json', 'to be looked at, and rolled as it is'],
    ],
    load: () => import('./commands/plan.ts'),
  },
  {
    usage: 'roll <environment> [target]',
    summary: 'roll the group to an image: vN, ami-… or an image’s name',
    options: [NO_LEDGER, SAME, TEMPLATE, LOCK_WAIT, APPLY, ...POLICY_FLAGS, ...CONSENT_FLAGS],
    examples: [
      ['bakeroll roll production v42', 'nothing is rebuilt'],
      ['bakeroll roll production --same --template 9', 'a new instance type, the same release'],
      ['bakeroll roll production --apply plan.json', 'the plan that was looked at, or nothing'],
    ],
    load: () => import('./commands/roll.ts'),
  },
  {
    usage: 'rollback <environment> [target]',
    summary: 'roll to the release before; nothing to look up',
    options: [
      NO_LEDGER,
      APP,
      ['-m, --message <why>', 'why, kept in history'],
      LOCK_WAIT,
      ['--take-over', 'from somebody else who drives: at once, and not after 30 s'],
      APPLY,
      ...POLICY_FLAGS,
      ...CONSENT_FLAGS,
    ],
    examples: [
      ['bakeroll rollback production', 'at 3 a.m.'],
      ['bakeroll rollback production v40', 'further back'],
    ],
    load: () => import('./commands/rollback.ts'),
  },
  {
    usage: 'pause <environment> [roll]',
    summary: 'bring a roll to rest until somebody says how it goes on',
    options: [NO_LEDGER, APP],
    examples: [['bakeroll pause production', 'safe and mixed; resume goes on, abort goes back']],
    load: () => import('./commands/pause.ts'),
  },
  {
    usage: 'resume <environment> [roll]',
    summary: 'go on with a roll that rests, or whose runner died',
    options: [
      NO_LEDGER,
      APP,
      LOCK_WAIT,
      ['--force', 'with the template and the sizes that somebody else set meanwhile'],
    ],
    examples: [['bakeroll resume production', 'on with the roll that is unfinished']],
    load: () => import('./commands/resume.ts'),
  },
  {
    usage: 'abort <environment> [roll]',
    summary: 'have an unfinished roll go back to what served before',
    options: [
      NO_LEDGER,
      APP,
      ['--force', 'also over a template that somebody else set meanwhile'],
      ['--take-over', 'from somebody else who drives: at once, and not when it does not answer for 30 s'],
    ],
    examples: [['bakeroll abort production', 'by whoever drives it, else from here']],
    load: () => import('./commands/abort.ts'),
  },
  {
    usage: 'tidy <environment>',
    summary: 'finish what ended rolls left: settings, protection, old instances, template versions',
    options: [NO_LEDGER, APP, LOCK_WAIT],
    examples: [['bakeroll tidy production', 'after exit 10; and each night, in CI']],
    load: () => import('./commands/tidy.ts'),
  },
  {
    usage: 'adopt <environment>',
    summary: 'write the template version’s number where a group is on $Latest, $Default or resolve:ssm:',
    options: [LOCK_WAIT],
    examples: [
      ['bakeroll adopt production', 'nothing is launched; prints what Terraform has to leave alone'],
    ],
    load: () => import('./commands/adopt.ts'),
  },
  {
    usage: 'doctor [environment]',
    summary: 'look at all that a release needs, and say what is wrong; changes nothing',
    options: [
      ['--prove', 'ask AWS, with a throw-away group, what its documents do not settle; a few minutes'],
      ['--to <file>', 'with --prove: append the answers to this file'],
    ],
    examples: [
      [
        'bakeroll doctor production',
        'tools, credentials, ledger, the group; what Terraform has to leave alone',
      ],
      [
        'bakeroll doctor dev --prove --to docs/aws-facts.md',
        'makes a group of its own, and takes it away again',
      ],
    ],
    load: () => import('./commands/doctor.ts'),
  },
  {
    usage: 'unlock <environment>',
    summary: 'lift the freeze that a rollback leaves',
    options: [NO_LEDGER, APP, ['-m, --message <why>', 'why, kept in history']],
    examples: [['bakeroll unlock production', 'release and roll go on again']],
    load: () => import('./commands/unlock.ts'),
  },
  {
    usage: 'status [environment]',
    summary: 'what serves, since when, and what is under way',
    options: [NO_LEDGER, APP],
    examples: [['bakeroll status', 'every environment']],
    load: () => import('./commands/status.ts'),
  },
  {
    usage: 'history [environment]',
    summary: 'the rolls, newest first',
    options: [APP, ['--limit <n>', 'how many (20)']],
    examples: [['bakeroll history production --json', 'for programs']],
    load: () => import('./commands/history.ts'),
  },
  {
    usage: 'region <what> [words...]',
    summary:
      'the local region: up, down, status, logs, ssh, break, heal, switch, kinds; AWS on this machine, with real instances',
    options: [
      ['--port <port>', 'the API’s port on 127.0.0.1, where the usual one is taken'],
      ['--database', 'with a PostgreSQL server inside, as RDS would be'],
      ['--watch', 'with status: renew it every two seconds'],
      ['--follow', 'with logs: go on with what comes'],
      ['--region <name>', 'which region, for all but up, down and status (eu-local-1)'],
      ['--for <seconds>', 'how long the fault stands; for ever where this is left out'],
      ['--times <n>', 'how often it strikes'],
    ],
    examples: [
      ['bakeroll region up', 'eu-local-1, at http://127.0.0.1:4600'],
      [
        'bakeroll region break no-capacity eu-local-1a --for 60',
        'as AWS says it; the kinds: bakeroll region kinds',
      ],
      ['bakeroll region status --watch', 'instances, targets, activities and faults'],
      ['bakeroll region ssh i-0123456789abcdef0', 'root in it; or: -- systemctl --failed'],
      ['bakeroll region heal', 'all is well again'],
      ['bakeroll region down', 'leaves nothing behind'],
    ],
    load: () => import('./commands/region.ts'),
  },
];
