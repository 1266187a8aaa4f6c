import type { Held } from '../../ledger/holder.ts';
import { releases } from '../../ledger/folds/releases.ts';
import { status, type Status } from '../../ledger/folds/status.ts';
import { type GroupLook, lookAtGroup } from '../../release/look.ts';
import { type Session, withSession } from '../../release/session.ts';
import { age, table } from '../ages.ts';
import type { Answer } from '../output.ts';
import type { Call } from '../call.ts';
import { environmentsOf } from '../environments.ts';
import { EXIT, type ExitCode } from '../exit.ts';

export async function run(call: Call): Promise<ExitCode> {
  const { world, output, signal } = call;
  const config = await call.config();
  for (const name of environmentsOf(call.args, config)) {
    await withSession({ world, config, name, signal }, async (session) => {
      output.answer(await answerOf(session));
    });
  }
  return EXIT.done;
}

async function answerOf(session: Session): Promise<Answer> {
  const { ledger, name: environment, world } = session;
  const facts = await ledger.facts({ environment });
  const now = status(facts);
  const held = await ledger.holder(environment);
  const group = await lookAtGroup(session);
  const subject = subjectOf(now, facts);
  const at = world.clock.now();
  return {
    type: 'status',
    lines: [environment, ...ledgerLines(now, subject, at), ...heldLines(held, at), ...groupLines(group), ''],
    record: { environment, ...now, subject, held, group },
  };
}

function subjectOf({ serves }: Status, facts: Parameters<typeof releases>[0]): string | undefined {
  const release = serves && releases(facts).get(serves.release);
  return release?.type === 'release-made' ? release.subject : release?.name;
}

function ledgerLines(
  { serves, unfinished, frozen }: Status,
  subject: string | undefined,
  now: number,
): string[] {
  return [
    serves
      ? `  serves    v${serves.release} ${subject ?? ''} (${serves.image}), since ${age(serves.since, now)}`
      : '  serves    nothing was ever proven here',
    ...(unfinished
      ? [
          `  roll      ${unfinished.id} to v${unfinished.release} did not come to its end; began ${age(unfinished.began, now)} ago`,
        ]
      : []),
    ...(frozen
      ? [`  frozen    since the rollback ${frozen.roll} by ${frozen.by}, ${age(frozen.since, now)} ago`]
      : []),
  ];
}

function heldLines(held: Held | undefined, now: number): string[] {
  return held ? [`  driven    by ${held.who}, since ${age(held.since, now)}`] : [];
}

function groupLines(look: GroupLook | undefined): string[] {
  if (look === undefined) return ['  group     there is none of that name'];
  const { group, min, max, desired, instances } = look;
  const rows = instances.map(({ id, zone, image, lifecycle, health }) => [
    id,
    zone,
    image,
    lifecycle,
    health,
  ]);
  return [
    `  group     ${group}: desired ${desired} (minimum ${min}, maximum ${max})`,
    ...table(rows).map((row) => `            ${row}`),
  ];
}
