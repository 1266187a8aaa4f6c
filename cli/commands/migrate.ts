import { findRelease, newestRelease } from '../../release/find.ts';
import { migrateAlone } from '../../release/migrate.ts';
import { withSession } from '../../release/session.ts';
import { Failure, UNTOUCHED } from '../../world/failure.ts';
import type { Call } from '../call.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { readLockWait } from '../options.ts';

export async function run({ world, args, output, signal, options, config }: Call): Promise<ExitCode> {
  const [name = '', target] = args;
  return withSession(
    { world, config: await config(), name, signal, lockWait: readLockWait(options) },
    async (session) => {
      const release =
        target === undefined ? await newestRelease(session) : await findRelease(session, target);
      if (release === undefined) throw nothingMade();
      const applied = await migrateAlone(session, release);
      const lines = applied.map(({ name: file, millis }) => `expand/${file}  ${millis} ms`);
      output.answer({
        type: 'migrated',
        lines: lines.length === 0 ? [`${name} has every expand migration of v${release.release}.`] : lines,
        record: { environment: name, release: `v${release.release}`, applied },
      });
      return EXIT.done;
    },
  );
}

function nothingMade(): Failure {
  return new Failure({
    code: 'target-unknown',
    what: 'No release was made yet, so there is nothing whose migrations could be applied.',
    state: UNTOUCHED,
    next: 'bakeroll bake',
  });
}
