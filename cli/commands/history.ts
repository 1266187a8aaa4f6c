import { releases } from '../../ledger/folds/releases.ts';
import { type Roll, rolls } from '../../ledger/folds/rolls.ts';
import { evidenceKept } from '../../release/evidence.ts';
import { withSession } from '../../release/session.ts';
import { age, table, took } from '../ages.ts';
import type { Call } from '../call.ts';
import { environmentsOf } from '../environments.ts';
import { evidenceLines } from '../evidence.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { readCount } from '../options.ts';

const HEADS = ['ROLL', 'RELEASE', 'OUTCOME', 'CHANGE', 'BY', 'WHEN', 'TOOK'];

export async function run(call: Call): Promise<ExitCode> {
  const { world, output, signal, options } = call;
  const config = await call.config();
  const limit = readCount('--limit', options['limit'], 20);
  for (const name of environmentsOf(call.args, config)) {
    await withSession({ world, config, name, signal }, async (session) => {
      const facts = await session.ledger.facts({ environment: name });
      const kept = await evidenceKept(session);
      const subjects = new Map([...releases(facts)].map(([number, release]) => [number, subjectOf(release)]));
      const newest = rolls(facts).toReversed().slice(0, limit);
      const rows = newest.map((roll) => row(roll, subjects.get(roll.release) ?? '', world.clock.now()));
      output.answer({
        type: 'history',
        lines: [
          name,
          ...(rows.length === 0 ? ['  nothing was rolled here yet'] : table([HEADS, ...rows])),
          ...newest.flatMap(({ id }) => evidenceLines(id, kept.get(id))),
          '',
        ],
        record: {
          environment: name,
          rolls: newest.map((roll) => ({ ...roll, evidence: kept.get(roll.id) ?? [] })),
        },
      });
    });
  }
  return EXIT.done;
}

function subjectOf(release: { type: string; subject?: string; name?: string | undefined }): string {
  return release.subject ?? release.name ?? '';
}

function row(roll: Roll, subject: string, now: number): string[] {
  const { id, release, standing, by, began, kind } = roll;
  const why = roll.why === undefined ? '' : `: ${roll.why}`;
  const change = kind === 'rollback' ? `rollback from v${roll.from ?? '?'}${why}` : subject;
  const length = standing.at === 'under-way' ? '' : took(standing.ended - began);
  return [id, `v${release}`, outcomeOf(roll), change, by, age(began, now), length];
}

function outcomeOf({ standing }: Roll): string {
  switch (standing.at) {
    case 'under-way':
      return 'under way';
    case 'proven':
      return 'served';
    case 'went-back':
      return 'went back (exit 8)';
    case 'untouched':
    case 'unfinished':
      return `${standing.at} (exit ${standing.exit})`;
  }
}
