import { checkTools } from '../bake/image/tools.ts';
import { clientsOf } from '../world/aws/clients.ts';
import { checkIdentity } from '../world/aws/identity.ts';
import { Failure } from '../world/failure.ts';
import { inspectGroups } from './preflight.ts';
import { environmentOf, type Session, type SessionOrder, withSession } from './session.ts';

/** One thing that was looked at, and what was found. */
export interface Examined {
  readonly kind: 'fine' | 'warning' | 'problem';
  /** `credentials`, or a check of the preflight. */
  readonly about: string;
  readonly text: string;
  /** What to do about it, where a failure says so. */
  readonly next?: string;
}

/** Looks at all that a release of the environment needs, and goes on past what is wrong. Writes nothing. */
export async function examine(order: SessionOrder): Promise<Examined[]> {
  const { world, config, name } = order;
  const environment = environmentOf(config, name);
  const place = { region: environment.region, endpoint: environment.endpoint, account: environment.account };
  const tools = await tried('warning', 'tools', async () => {
    await checkTools(world);
    return [fine('tools', 'what a bake runs is there')];
  });
  const identity = await tried('problem', 'credentials', async () => {
    const account = await checkIdentity(place, clientsOf(place));
    return [fine('credentials', `account ${account} in ${place.region}`)];
  });
  const found = [...tools, ...identity];
  if (identity.some(({ kind }) => kind === 'problem')) return found;
  return [...found, ...(await tried('problem', 'ledger', () => withSession(order, inside)))];
}

async function inside(session: Session): Promise<Examined[]> {
  const { ledger, name } = session;
  const holder = await ledger.holder(name);
  const driven: Examined[] =
    holder === undefined ? [] : [{ kind: 'warning', about: 'lock', text: `driven by ${holder.who}` }];
  const groups = await tried('problem', 'group', async () => {
    const inspections = await inspectGroups(session, { kind: 'roll', image: undefined });
    return inspections.flatMap(({ group, said }) =>
      said.flatMap(({ check, findings }) =>
        findings.map(({ kind, text }) => ({ kind, about: check, text: `${group}: ${text}` })),
      ),
    );
  });
  return [fine('ledger', 'it answers, and is shared by all who name it'), ...driven, ...groups];
}

async function tried(
  kind: Examined['kind'],
  about: string,
  look: () => Promise<Examined[]>,
): Promise<Examined[]> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const why = error.why === undefined ? '' : ` ${error.why}`;
    return [{ kind, about, text: `${error.what}${why}`, next: error.next }];
  }
}

function fine(about: string, text: string): Examined {
  return { kind: 'fine', about, text };
}
