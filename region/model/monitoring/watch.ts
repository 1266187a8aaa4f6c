import { standing } from '../../faults/strike.ts';
import type { Region } from '../../region.ts';
import { callActions, enterState, reasonDataOf } from './alarms.ts';
import { type Datapoint, FARTHER, judge } from './judge.ts';
import { firstUnseen, statisticOf, valueOf } from './series.ts';
import type { Alarm } from './state.ts';

const MINUTE = 60_000;

/** Judges an alarm once for each minute that has come into sight; one that stays in its state calls its actions again [UG]. */
export function watch(region: Region, alarm: Alarm): void {
  const forced = standing(
    region,
    'alarm',
    (words) => (words.alarm ?? alarm.settings.name) === alarm.settings.name,
  );
  if (forced !== undefined)
    enterState(region, alarm, 'ALARM', 'The local region was told that this alarm is in ALARM');
  const end = firstUnseen(region);
  if (alarm.judged !== undefined && alarm.judged >= end) return;
  alarm.judged = end;
  if (forced !== undefined) {
    callActions(alarm);
    return;
  }
  const range = datapoints(region, alarm, end);
  const verdict = judge(alarm.settings, range);
  alarm.value = range.find((point) => point !== undefined)?.value;
  if (verdict === undefined || verdict.state === alarm.state) {
    callActions(alarm);
  } else {
    const data = reasonDataOf(region, alarm.settings, verdict.used);
    enterState(region, alarm, verdict.state, verdict.reason, data);
  }
}

/** The alarm's periods before the minute `end`, newest first. */
function datapoints(region: Region, { settings }: Alarm, end: number): (Datapoint | undefined)[] {
  const { metric, unit, statistic, evaluationPeriods } = settings;
  const length = settings.period / 60;
  return Array.from({ length: evaluationPeriods + FARTHER }, (_, back) => {
    const from = end - (back + 1) * length;
    const figure = valueOf(region, metric, unit, from, from + length);
    return figure && { at: from * MINUTE, value: statisticOf(figure, statistic) };
  });
}
