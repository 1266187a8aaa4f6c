import type { Streams } from './output.ts';

/**
 * The process's own streams. A reader that goes away (`bakeroll … | head -1`) ends nothing: a roll that is under way goes on,
 * and its exit code says how it ended.
 */
export function processStreams(): Streams {
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') process.stderr.write(`stdout cannot be written: ${error.message}\n`);
  });
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
  };
}
