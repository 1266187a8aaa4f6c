import type { Held } from '../../ledger/holder.ts';
import { releases } from '../../ledger/folds/releases.ts';
import { type Roll, rolls } from '../../ledger/folds/rolls.ts';
import { status, type Status } from '../../ledger/folds/status.ts';
import { type Warm, warm } from '../../ledger/folds/warm.ts';
import { evidenceKept } from '../../release/evidence.ts';
import { type GroupLook, lookAtGroups } from '../../release/look.ts';
import { type Session, withSession } from '../../release/session.ts';
import { age, table } from '../ages.ts';
import type { Answer } from '../output.ts';
import type { Call } from '../call.ts';
import { environmentsOf } from '../environments.ts';
import { readNoLedger } from '../options.ts';
import { evidenceLines } from '../evidence.ts';
import { EXIT, type ExitCode } from '../exit.ts';

export async function run(call: Call): Promise<ExitCode> {
  const { world, output, signal } = call;
  const config = await call.config();
  for (const name of environmentsOf(call.args, config)) {
    await withSession(
      { world, config, name, signal, withoutLedger: readNoLedger(call.options) },
      async (session) => {
        output.answer(await answerOf(session));
      },
    );
  }
  return EXIT.done;
}

async function answerOf(session: Session): Promise<Answer> {
  const { ledger, name: environment, world } = session;
  const facts = await ledger.facts({ environment });
  const now = status(facts);
  // Without the ledger nothing tells whether somebody drives.
  const held = session.alone === true ? undefined : await ledger.holder(environment);
  const groups = await lookAtGroups(session);
  const names = session.environment.groups.map(({ name }) => name);
  const subject = subjectOf(now, facts);
  const at = world.clock.now();
  const last = rolls(facts).at(-1);
  const kept = last && last.standing.at !== 'proven' ? (await evidenceKept(session)).get(last.id) : undefined;
  return {
    type: 'status',
    lines: [
      environment,
      ...ledgerLines(now, session, subject, held, at),
      ...heldLines(held, at),
      ...evidenceLines(last?.id ?? '', kept),
      ...groups.flatMap((group, i) => [
        ...groupLines(names[i] ?? '', group),
        ...warmLines(warm(facts, names[i] ?? ''), group, environment, at),
      ]),
      '',
    ],
    record: { environment, ...now, subject, held, evidence: kept ?? [], group: groups[0], groups },
  };
}

function subjectOf({ serves }: Status, facts: Parameters<typeof releases>[0]): string | undefined {
  const release = serves && releases(facts).get(serves.release);
  return release?.type === 'release-made' ? release.subject : release?.name;
}

function ledgerLines(
  { serves, unfinished, frozen }: Status,
  session: Session,
  subject: string | undefined,
  held: Held | undefined,
  now: number,
): string[] {
  return [
    serves
      ? `  serves    v${serves.release} ${subject ?? ''} (${serves.image})${serves.since === 0 ? ', by its tags' : `, since ${age(serves.since, now)}`}`
      : '  serves    nothing was ever proven here',
    ...(unfinished ? unfinishedLines(unfinished, session, held, now) : []),
    ...(frozen
      ? [`  frozen    since the rollback ${frozen.roll} by ${frozen.by}, ${age(frozen.since, now)} ago`]
      : []),
  ];
}

/** One that rests, or whose driver is gone, is shown with what it waits for and with both ways on. */
function unfinishedLines(
  { id, release, began, standing }: Roll,
  { name: environment, alone }: Session,
  held: Held | undefined,
  now: number,
): string[] {
  const roll = `  roll      ${id} to v${release}`;
  if (held !== undefined && standing.at === 'under-way')
    return [`${roll} is under way, since ${age(began, now)}`];
  const flag = alone === true ? ' --no-ledger' : '';
  const ways = [
    `            bakeroll resume ${environment} ${id}${flag}   goes on`,
    `            bakeroll abort ${environment} ${id}${flag}   goes back`,
  ];
  if (alone === true)
    return [
      `${roll} is unfinished since ${age(began, now)}; its tags do not say whether somebody drives it`,
      ...ways,
    ];
  if (standing.at === 'under-way')
    return [`${roll} has lost its driver; it began ${age(began, now)} ago`, ...ways];
  const { rests } = standing;
  const why = rests === undefined ? `ended with ${standing.exit}` : rests.because;
  const waits = rests?.onPurpose === true ? ', and waits for a person' : '';
  return [`${roll} is at rest since ${age(standing.ended, now)}${waits}: ${why}`, ...ways];
}

function heldLines(held: Held | undefined, now: number): string[] {
  return held ? [`  driven    by ${held.who}, since ${age(held.since, now)}`] : [];
}

function groupLines(name: string, look: GroupLook | undefined): string[] {
  if (look === undefined) return [`  group     there is none of the name ${name}`];
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

/** Those of the last release that wait in Standby, for a rollback in seconds. */
function warmLines(
  waits: Warm | undefined,
  look: GroupLook | undefined,
  environment: string,
  now: number,
): string[] {
  const there = look?.instances.filter(({ id, lifecycle }) => {
    return lifecycle.endsWith('Standby') && waits?.instances.includes(id);
  });
  if (waits === undefined || there === undefined || there.length === 0) return [];
  const passed = waits.until <= now;
  const until = new Date(waits.until).toISOString();
  const when = passed
    ? `since ${age(waits.until, now)} too long: bakeroll tidy ${environment}`
    : `until ${until}: bakeroll rollback ${environment}   has them serve again in seconds`;
  return [`  warm      ${there.length} in Standby, ${when}`];
}
