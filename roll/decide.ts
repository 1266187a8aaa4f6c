import type { Instant } from '../world/clock.ts';
import { beginning } from './begin.ts';
import type { Fleet } from './fleet.ts';
import type { Goal } from './goal.ts';
import type { Memory } from './memory.ts';
import { alarmRings, alarmSilent } from './rules/alarms.ts';
import { askedFor, secondLook } from './rules/asked.ts';
import { endBad, endOld, endSurplus } from './rules/drain.ts';
import { finished, putBack, tooLate } from './rules/finish.ts';
import { giveUp, giveUpBack } from './rules/give-up.ts';
import { loosen } from './rules/going-back.ts';
import { judgeFresh, prove } from './rules/judge.ts';
import { askAgain, launchMissing } from './rules/launch.ts';
import { countIn, noticeKept } from './rules/launch-by-group.ts';
import { protection } from './rules/protection.ts';
import { othersRefresh } from './rules/refresh.ts';
import { replaceOld } from './rules/replace.ts';
import { noRoom } from './rules/room.ts';
import { act, type Decision, type Rule } from './rules/rule.ts';
import { settingsHold } from './rules/settings.ts';
import { endBeyondStep, move, passStep, pauseForPerson, soak } from './rules/steps.ts';
import { endStrays } from './rules/strays.ts';
import { stranger, templateStands } from './rules/template.ts';
import { callBack, endIdle, endOlderWarm, makeRoom, standbyCounts } from './rules/warm.ts';
import { keepWaiting, notThisImage, waitForLeaving } from './rules/waiting.ts';
import { viewOf } from './view.ts';

/** The rules, in order: the first that answers wins. docs/roll.md is made from this table. */
export const RULES = {
  stranger,
  othersRefresh,
  secondLook,
  askedFor,
  giveUpBack,
  alarmRings,
  tooLate,
  noticeKept,
  judgeFresh,
  standbyCounts,
  noRoom,
  giveUp,
  countIn,
  templateStands,
  settingsHold,
  endOlderWarm,
  askAgain,
  alarmSilent,
  endBeyondStep,
  prove,
  protection,
  loosen,
  passStep,
  endStrays,
  endBad,
  move,
  endOld,
  endSurplus,
  makeRoom,
  callBack,
  replaceOld,
  launchMissing,
  notThisImage,
  waitForLeaving,
  soak,
  pauseForPerson,
  endIdle,
  putBack,
  finished,
  keepWaiting,
} as const satisfies Record<string, Rule>;

/**
 * What to do next. Pure and total: no I/O, no clock, no throw.
 *
 * @param fleet what was just observed
 * @param memory what the facts say, and what this process saw, that look included
 */
export function decide(goal: Goal, fleet: Fleet, memory: Memory, now: Instant): Decision {
  const view = viewOf(goal, fleet, memory, now);
  if (view === undefined && isFirstLook(goal, fleet, memory)) return SECOND_LOOK;
  if (view === undefined)
    return now - goal.began > goal.policy.deadline.total
      ? NO_VERSION
      : (act(beginning(goal, fleet, memory)) ?? WAIT);
  for (const rule of Object.values<Rule>(RULES)) {
    const decision = rule(view);
    if (decision !== undefined) return decision;
  }
  return WAIT;
}

/** Whoever takes over a dead roll's group waits a tick, and looks once more: a call of that driver may still land (ROLL.md 7). */
function isFirstLook({ inherited, policy }: Goal, { at }: Fleet, { baseline, looksSince }: Memory): boolean {
  const takesOver = inherited !== undefined && baseline === undefined;
  return takesOver && looksSince !== undefined && at - looksSince < policy.tick;
}

const SECOND_LOOK: Decision = { kind: 'wait', for: 'a second look', until: undefined };

const NO_VERSION: Decision = {
  kind: 'rest',
  because: 'AWS did not make a version of the launch template within deadline.total',
};

const WAIT: Decision = { kind: 'wait', for: 'the next look', until: undefined };
