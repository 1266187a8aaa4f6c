import { bakeStep } from '../../release/bake.ts';
import { packageStep } from '../../release/package.ts';
import { withSession } from '../../release/session.ts';
import type { Call } from '../call.ts';
import { environmentsOf } from '../environments.ts';
import { EXIT, type ExitCode } from '../exit.ts';

export async function run(call: Call): Promise<ExitCode> {
  const { world, folder, output, signal, options } = call;
  const config = await call.config();
  const [name = ''] = environmentsOf(call.args, config);
  return withSession({ world, config, name, signal }, async (session) => {
    const checkout = { world, config, folder, signal, allowDirty: options['allowDirty'] === true };
    const made = await bakeStep(session, checkout, await packageStep(checkout));
    const { release, image, base, fingerprint, commit } = made;
    output.answer({
      type: 'release',
      lines: [`v${release}  ${Object.values(image).join(' ')}`],
      record: { release: `v${release}`, image, base, fingerprint, commit, packages: made.packages },
    });
    return EXIT.done;
  });
}
