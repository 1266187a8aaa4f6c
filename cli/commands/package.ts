import { packageStep } from '../../release/package.ts';
import type { Call } from '../call.ts';
import { EXIT, type ExitCode } from '../exit.ts';

export async function run({ world, folder, options, signal, output, config }: Call): Promise<ExitCode> {
  const allowDirty = options['allowDirty'] === true;
  const { built, publication } = await packageStep({
    world,
    config: await config(),
    folder,
    allowDirty,
    signal,
  });
  const { name, version, architecture, file, sha256, size, commit, reused } = built;
  output.answer({
    type: 'package',
    lines: [file],
    record: {
      name,
      version,
      architecture,
      file,
      sha256,
      size,
      commit,
      reused,
      repository: publication.repository,
    },
  });
  return EXIT.done;
}
