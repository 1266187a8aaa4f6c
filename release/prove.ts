import { Refused } from '../world/aws/answer.ts';
import type { Counted } from '../world/aws/fleet/counted.ts';
import { readGroup } from '../world/aws/fleet/group.ts';
import { readSubnets } from '../world/aws/fleet/places.ts';
import { readVersions } from '../world/aws/fleet/template.ts';
import {
  deleteTrialGroup,
  deleteTrialTemplate,
  makeTrialGroup,
  makeTrialTemplate,
  type TrialGroup,
} from '../world/aws/fleet/trial-group.ts';
import type { Clock } from '../world/clock.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import { ask } from './prove/experiments.ts';
import type { Answers, Question } from './prove/questions.ts';

export interface Proof {
  readonly aws: Counted;
  readonly clock: Clock;
  /** The environment's group: its image, its type and a subnet of it are used, and nothing of it is touched. */
  readonly like: string;
  /** Of the throw-away group and of its template. */
  readonly name: string;
  readonly signal: AbortSignal;
  readonly note: (text: string) => void;
}

/** What was found out, and what could not be taken away again. */
export interface Proved {
  readonly answers: Answers;
  /** Why it broke off, where it did. */
  readonly broke: string | undefined;
  readonly left: readonly string[];
  readonly calls: { readonly reads: number; readonly writes: number };
}

/**
 * Makes a throw-away group, asks AWS with it what its documents do not settle, and takes it away again whatever happens.
 *
 * @throws Failure `group-unfit` where there is no group to be like; nothing was made then
 */
export async function prove(proof: Proof): Promise<Proved> {
  const { aws, clock, signal, note } = proof;
  const { trial, zone } = await likeThat(proof);
  const answers = new Map<Question, string | undefined>();
  let broke: string | undefined;
  try {
    note(`makes the launch template and the group ${trial.name}: ${trial.image}, ${trial.type}`);
    await makeTrialTemplate(aws, trial);
    await makeTrialGroup(aws, trial);
    const asked = { aws, clock, group: trial.name, subnet: trial.subnet, zone, signal };
    await ask(asked, (question, answer) => {
      note(`${question}: ${answer ?? 'nothing was seen that tells'}`);
      answers.set(question, answer);
    });
  } catch (error) {
    broke = error instanceof Error ? error.message : String(error);
  }
  return { answers, broke, left: await takeAway(proof), calls: aws.calls() };
}

async function likeThat({ aws, like, name }: Proof): Promise<{ trial: TrialGroup; zone: string }> {
  const group = await readGroup(aws, like);
  const template = group?.template;
  const found = template && (await readVersions(aws, template));
  const [place] = group === undefined ? [] : await readSubnets(aws, group.subnets);
  const image = found?.asked.image;
  if (image === undefined || place === undefined) {
    throw new Failure({
      code: 'group-unfit',
      what: `A throw-away group is made like ${like}, and that has no launch template with an image, or no subnet.`,
      state: UNTOUCHED,
      next: 'bakeroll doctor   names what is wrong with it',
    });
  }
  const type = found?.asked.type ?? 't3.micro';
  return { trial: { name, image, type, subnet: place.subnet, max: 3 }, zone: place.zone };
}

/** Also after a signal, and where it was never made. @returns what is left */
async function takeAway({ aws, clock, name }: Proof): Promise<string[]> {
  const left: string[] = [];
  for (const [what, remove] of [
    ['group', deleteTrialGroup],
    ['launch template', deleteTrialTemplate],
  ] as const) {
    const why = await persist(clock, () => remove(aws, name));
    if (why !== undefined) left.push(`the ${what} ${name}: ${why}`);
  }
  return left;
}

/** Milliseconds between tries to take something away, and how often. */
const AGAIN = 10_000;
const TRIES = 6;

async function persist(clock: Clock, remove: () => Promise<void>): Promise<string | undefined> {
  let why = '';
  for (let tries = 0; tries < TRIES; tries += 1) {
    try {
      await remove();
      return undefined;
    } catch (error) {
      if (
        error instanceof Refused &&
        /not found|NotFound|does not exist/i.test(`${error.code} ${error.message}`)
      )
        return undefined;
      why = error instanceof Error ? error.message : String(error);
      await clock.sleep(AGAIN);
    }
  }
  return why;
}
