import type { Recorded } from '../ledger/facts.ts';
import { type Roll, rolls } from '../ledger/folds/rolls.ts';
import type { Ask } from '../roll/ask.ts';
import type { Instant, Millis } from '../world/clock.ts';
import { Failure } from '../world/failure.ts';
import type { Session } from './session.ts';

/** Milliseconds between two looks at what the driver recorded. */
const LOOK: Millis = 1_000;

/** What came of asking: the roll's end; nobody drives it; or who drives does not hear. */
export type Watched =
  { readonly kind: 'ended'; readonly roll: Roll } | { readonly kind: 'nobody' } | { readonly kind: 'deaf' };

/**
 * Asks whoever drives the roll for something, and waits for the roll's end.
 *
 * @param patience how long the driver has to begin with it; after that it is deaf
 * @throws Failure `watching-ended` when a signal ends the waiting: the ask stands
 */
export async function askAndWatch(
  session: Session,
  roll: string,
  ask: Exclude<Ask, { kind: 'give-way' }>,
  patience: Millis,
): Promise<Watched> {
  const { ledger, name, world } = session;
  const since = (await ledger.facts({ environment: name })).at(-1)?.id ?? 0;
  const { kind, by } = ask;
  const force = kind === 'abort' && ask.force ? { force: true } : {};
  await ledger.record({ type: 'asked', ask: kind, by, ...force }, { environment: name, roll });
  world.note({
    step: 'roll',
    text: `asks whoever drives ${roll} to ${kind === 'pause' ? 'pause' : 'go back'}`,
  });
  const asked = world.clock.now();
  for (;;) {
    const facts = await ledger.facts({ environment: name });
    const fresh = facts.filter((fact) => fact.id > since && fact.roll === roll);
    const now = rolls(facts).find(({ id }) => id === roll);
    if (now && fresh.some(({ fact }) => fact.type === 'roll-ended')) return { kind: 'ended', roll: now };
    if ((await ledger.holder(name)) === undefined) return { kind: 'nobody' };
    if (!isHeard(fresh, ask) && isOver(asked, patience, world.clock.now())) return { kind: 'deaf' };
    await wait(session, roll);
  }
}

/** Whether the driver recorded that it goes back. */
function isHeard(fresh: readonly Recorded[], { kind }: Ask): boolean {
  return (
    kind === 'abort' && fresh.some(({ fact }) => fact.type === 'roll-fact' && fact.fact.type === 'going-back')
  );
}

function isOver(since: Instant, patience: Millis, now: Instant): boolean {
  return now - since >= patience;
}

async function wait({ world, signal, name }: Session, roll: string): Promise<void> {
  try {
    await world.clock.sleep(LOOK, signal);
  } catch (cause) {
    throw new Failure({
      code: 'watching-ended',
      what: `Only the waiting ended: what was asked of ${roll} stands.`,
      state: 'Whoever drives it does so within a tick.',
      next: `bakeroll status ${name}`,
      cause,
    });
  }
}
