import { parseArgs } from 'node:util';

import { down } from './life/down.ts';
import { shownKinds } from './faults/kinds.ts';
import { ask, type Wish } from './life/control.ts';
import { enterProgram, logsProgram } from './life/machine-programs.ts';
import { homeOf } from './life/place.ts';
import { Refusal, refusedBy } from './life/refusal.ts';
import { statusOf } from './life/status.ts';
import { up } from './life/up.ts';
import type { View } from './life/view.ts';

/**
 * `up|down|status|serve NAME [--port=N] [--database]`, `break NAME KIND [WORD…] [--for=SECONDS] [--times=N]`, `heal NAME [KIND|ID]`,
 * `switch NAME SWITCH VALUE`, `kinds NAME`, `view NAME`, `logs NAME INSTANCE [--follow]`, `ssh NAME INSTANCE [--shell]`: the local region, as root. stdout gets one line of JSON: how the region stands, or why it
 * cannot be; the exit code is 3 then.
 */
async function main(argv: readonly string[]): Promise<number> {
  try {
    const report = await perform(argv);
    say(report);
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(refusedBy(error));
    return 3;
  }
}

async function perform(argv: readonly string[]): Promise<object> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      database: { type: 'boolean' },
      for: { type: 'string' },
      times: { type: 'string' },
      follow: { type: 'boolean' },
      shell: { type: 'boolean' },
    },
  });
  const [what, name, ...words] = positionals;
  if (name === undefined || !/^[a-z][a-z0-9-]{1,30}$/.test(name)) throw badName(name);
  const port = values.port === undefined ? undefined : portOf(values.port);
  const options = { name, port, database: values.database };
  switch (what) {
    case 'serve': {
      // It alone needs the SDK's schemas, which take most of a second to load.
      const { serve } = await import('./life/serve.ts');
      await serve(options);
      return statusOf(name);
    }
    case 'up':
      return up(options, import.meta.filename);
    case 'down':
      await down(name);
      return statusOf(name);
    case 'status':
      return statusOf(name);
    case 'view':
      return ask<View>(homeOf(name), { kind: 'view' });
    case 'logs':
      return logsProgram(homeOf(name), words[0] ?? '', values.follow === true);
    case 'ssh':
      return enterProgram(homeOf(name), words[0] ?? '', values.shell === true);
    case 'break':
    case 'heal':
    case 'switch':
      await ask(homeOf(name), wishOf(what, words, values));
      return statusOf(name);
    case 'kinds':
      return { kind: 'kinds', kinds: shownKinds() };
    default:
      throw new Refusal('usage', `'${what ?? ''}' is not something to do to a region`, 'up, down or status');
  }
}

interface Bounds {
  readonly for?: string | undefined;
  readonly times?: string | undefined;
}

function wishOf(what: 'break' | 'heal' | 'switch', words: readonly string[], bounds: Bounds): Wish {
  const [first, ...others] = words;
  switch (what) {
    case 'break': {
      const [seconds, times] = [bounds.for, bounds.times].map((text) =>
        text === undefined ? undefined : Number(text),
      );
      return { kind: 'break', order: { kind: first ?? '', words: others, seconds, times } };
    }
    case 'heal':
      return { kind: 'heal', which: first };
    case 'switch':
      return { kind: 'switch', name: first ?? '', value: others[0] ?? '' };
  }
}

function badName(name: string | undefined): Refusal {
  const what = `A region's name is of a-z, 0-9 and -, not '${name ?? ''}'`;
  return new Refusal('usage', what, 'Choose a name such as eu-local-1.');
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Refusal('usage', `A port is a number from 1 to 65535, not '${text}'`, 'Choose another one.');
}

function say(report: object): void {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

// What was begun before it failed would keep the process: it is left to the next `up`, as after a kill.
process.exit(await main(process.argv.slice(2)));
