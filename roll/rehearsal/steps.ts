import type { Millis } from '../../world/clock.ts';
import type { RollFact, Settings } from '../facts.ts';
import type { Goal } from '../goal.ts';
import { length } from '../preflight/finding.ts';
import { describeStage, stagesOf } from '../stages.ts';

/** What a roll does at one time, as a sentence. */
export interface RehearsedStep {
  /** After its beginning. */
  readonly at: Millis;
  readonly text: string;
}

/** One fact, so long after the beginning. */
export interface TimedFact {
  readonly at: Millis;
  readonly fact: RollFact;
}

/** The steps of a roll from its facts: what is of one kind and comes together is one step. */
export function stepsOf(goal: Goal, facts: readonly TimedFact[]): RehearsedStep[] {
  const runs: TimedFact[][] = [];
  for (const one of facts) {
    if (sayOf(goal, [one.fact]) === undefined) continue;
    const last = runs.at(-1);
    if (last?.[0]?.fact.type === one.fact.type && isMerged(one.fact)) last.push(one);
    else runs.push([one]);
  }
  return runs.map((run) => ({
    at: run[0]?.at ?? 0,
    text:
      sayOf(
        goal,
        run.map(({ fact }) => fact),
      ) ?? '',
  }));
}

/** Those of which there may be one for each instance, and settings, which are written with whatever is written next. */
function isMerged({ type }: RollFact): boolean {
  return ['wrote', 'launching', 'ending', 'proven', 'standing-by'].includes(type);
}

function sayOf(goal: Goal, facts: readonly RollFact[]): string | undefined {
  const [first] = facts;
  switch (first?.type) {
    case 'version-made':
      return `makes version ${first.version} of the launch template`;
    case 'version-taken':
      return `takes version ${first.version} of the launch template, which is there`;
    case 'wrote':
      return settingsOf(goal, writtenIn(facts));
    case 'launching':
      return `launches ${launchesOf(facts)}`;
    case 'proven':
      return `${namedIn(facts)} proven`;
    case 'moved':
      return goal.kind === 'rollback' ? undefined : 'the template moves to the new version for good';
    case 'ending':
      return `ends ${facts.length}, draining each first`;
    case 'asked':
      return `asks for ${first.asked} from now on: ${first.why}`;
    case 'step-passed':
      return passedOf(goal, first.step);
    case 'standing-by':
      return `${namedIn(facts)} old ones wait in Standby`;
    case 'called-back':
      return `${namedIn(facts)} come back from Standby`;
    case 'resumed':
      return 'waits for a person, who lets it go on';
    case 'going-back':
      return `goes back: ${first.because}`;
    default:
      return undefined;
  }
}

/** The last of the stages is the whole fleet: that it is passed is no step of its own. */
function passedOf(goal: Goal, step: number): string | undefined {
  const stage = stagesOf(goal, Number.POSITIVE_INFINITY).find((one) => one.step === step);
  if (stage === undefined || step === goal.policy.steps.length) return undefined;
  const soaks = stage.soak > 0 ? `, and soaks ${length(stage.soak)}` : '';
  return `${describeStage(goal, stage)} is passed${soaks}`;
}

function launchesOf(facts: readonly RollFact[]): string {
  const zones = new Map<string, number>();
  for (const fact of facts) {
    if (fact.type === 'launching') zones.set(fact.zone, (zones.get(fact.zone) ?? 0) + fact.count);
  }
  return [...zones].map(([zone, count]) => `${count} in ${zone}`).join(', ');
}

function namedIn(facts: readonly RollFact[]): number {
  return facts.reduce((all, fact) => all + ('instances' in fact ? fact.instances.length : 0), 0);
}

function writtenIn(facts: readonly RollFact[]): Settings {
  return Object.assign({}, ...facts.map((fact) => (fact.type === 'wrote' ? fact.settings : {}))) as Settings;
}

/**
 * Where the template points for a launch, and the minimum that guards one, are how it is done: no steps that people think of. Of a
 * rollback it moves at once, and stays.
 */
function settingsOf(
  { kind }: Goal,
  { version, max, grace, rebalanceSuspended }: Settings,
): string | undefined {
  const parts = [
    ...(version === undefined || kind === 'roll' ? [] : [`the template to version ${version}`]),
    ...(max === undefined ? [] : [`maximum ${max}`]),
    ...(grace === undefined ? [] : [`grace ${grace} s`]),
    ...(rebalanceSuspended === undefined ? [] : [`AZRebalance ${rebalanceSuspended ? 'off' : 'on'}`]),
  ];
  return parts.length === 0 ? undefined : `sets ${parts.join(', ')}`;
}
