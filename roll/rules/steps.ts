import { describeStage, soakLeft, stageNow, stagesOf } from '../stages.ts';
import type { Member } from '../fleet.ts';
import type { Memory } from '../memory.ts';
import { act, type Rule } from './rule.ts';

/** The canary, a step, and at last the whole is passed when as many new ones are proven as it says; that is not lost again, whoever scales or dies. */
export const passStep: Rule = ({ goal, memory, asked, batch, proven, back, now }) => {
  const stage = stageNow(goal, memory, asked, now);
  if (back || stage === undefined || memory.passed.has(stage.step)) return undefined;
  // A canary has no more room than the surge leaves it.
  if (proven.length < (stage.step < 0 ? batch : stage.count)) return undefined;
  return act([{ kind: 'pass-step', step: stage.step, what: describeStage(goal, stage) }]);
};

/** Those of the step that was passed soak: nothing more is launched or ended than the step allows. */
export const soak: Rule = ({ goal, memory, asked, back, now }) => {
  const stage = stageNow(goal, memory, asked, now);
  if (back || stage === undefined || !memory.passed.has(stage.step)) return undefined;
  const left = soakLeft(stage.soak, memory, now);
  if (left <= 0) return undefined;
  return { kind: 'wait', for: `${describeStage(goal, stage)} to soak`, until: now + left };
};

/** After a step that waits for a person the roll rests until one lets it go on. */
export const pauseForPerson: Rule = ({ goal, memory, asked, back, now }) => {
  const stage = stageNow(goal, memory, asked, now);
  if (back || stage === undefined || !memory.passed.has(stage.step)) return undefined;
  const because = `${describeStage(goal, stage)} is passed, and a person lets it go on`;
  return { kind: 'rest', because, onPurpose: true };
};

/**
 * More new ones than the first step allows, which the group launched itself while its template pointed at the new version,
 * make way again for what served: without decrement, once the template is back (ROLL.md 1).
 */
export const endBeyondStep: Rule = (view) => {
  const { back, goal, memory, fleet, baseline, fresh, old, proven, asked, floor, turn } = view;
  if (back || memory.moved || goal.kind === 'rollback') return undefined;
  if (fleet.group.template.version !== baseline.template.version) return undefined;
  const [first] = stagesOf(goal, asked);
  const most = view.terminateFirst ? view.batch : first.count;
  const over = Math.max(0, Math.min(fresh.length - most, asked - old.length));
  const unproven = fresh.filter((member) => !proven.includes(member)).toSorted(newestFirst(memory));
  const healthy = [...old, ...fresh].filter((member) => member.healthy).length;
  const spare = unproven.filter((member) => member.healthy).slice(0, Math.max(0, healthy - floor));
  const victims = [...unproven.filter((member) => !member.healthy), ...spare].slice(0, over);
  return act(
    victims.slice(0, turn).map(({ id }) => ({ kind: 'end', instance: id, decrement: false, why: BEYOND })),
  );
};

const BEYOND = 'it is one more than the first step allows';

function newestFirst({ sightings }: Memory) {
  const first = ({ id }: Member) => sightings.get(id)?.first ?? 0;
  return (one: Member, other: Member) => first(other) - first(one);
}

/** Once the canary has soaked, or else the first batch is proven (what step and surge let stand together), the template moves to the new version for good. */
export const move: Rule = ({ back, memory, goal, proven, asked, batch, now }) => {
  if (back || memory.moved) return undefined;
  const [first] = stagesOf(goal, asked);
  if (first.step < 0 && stageNow(goal, memory, asked, now)?.step === first.step) return undefined;
  return proven.length >= batch ? act([{ kind: 'move' }]) : undefined;
};
