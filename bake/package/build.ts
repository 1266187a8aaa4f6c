import type { World } from '../../world/world.ts';
import { runTool } from '../tool.ts';
import type { Commit } from './commit.ts';

/** What a build may see beside every child's variables: how to reach a registry, and what it builds. */
const PASSED_ON = [
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'NPM_CONFIG_REGISTRY',
];

/**
 * Runs the application's own build in the checkout, told the package's version (`BAKEROLL_VERSION`) and the commit's
 * time (`SOURCE_DATE_EPOCH`). Each line that it says is shown.
 *
 * @param signal stops it
 * @throws Failure `package-failed` when it fails or is stopped
 */
export async function build(
  world: World,
  folder: string,
  command: string,
  made: { readonly version: string; readonly commit: Commit },
  signal: AbortSignal | undefined,
): Promise<void> {
  const [program = '', ...words] = command.trim().split(/\s+/);
  await runTool(
    world,
    {
      argv: [program, ...words],
      cwd: folder,
      env: {
        ...passedOn(world),
        BAKEROLL_VERSION: made.version,
        SOURCE_DATE_EPOCH: String(made.commit.seconds),
      },
      onLine: (text) => {
        world.note({ step: 'package', text });
      },
      ...(signal === undefined ? {} : { signal }),
    },
    {
      code: 'package-failed',
      what: `The build of the package failed (package.build: ${command}).`,
      next: `cd ${folder} && ${command}`,
    },
  );
}

function passedOn(world: World): Record<string, string> {
  return Object.fromEntries(
    PASSED_ON.flatMap((name) => {
      const value = world.variable(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
