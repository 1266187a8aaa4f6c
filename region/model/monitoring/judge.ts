import type { AlarmSettings, AlarmState } from './state.ts';

/** What an alarm's metric was in one of its periods. */
export interface Datapoint {
  readonly at: number;
  readonly value: number;
}

export interface Verdict {
  readonly state: AlarmState;
  readonly reason: string;
  readonly used: readonly Datapoint[];
}

/** Periods that are looked at beyond the evaluation periods, so that one that is late is not missing [UG: two in its examples; R]. */
export const FARTHER = 2;

/**
 * Judges an alarm's datapoints, as the guide's tables have it: real ones are used before any that are made up, from as far
 * back as is looked at; only what is still missing then is treated as the alarm says [UG].
 *
 * @param range newest first, `EvaluationPeriods + FARTHER` periods; undefined where there is no datapoint
 * @returns undefined where the alarm is to stay as it is
 */
export function judge(
  settings: AlarmSettings,
  range: readonly (Datapoint | undefined)[],
): Verdict | undefined {
  const { evaluationPeriods, missing } = settings;
  const needed = settings.datapointsToAlarm ?? evaluationPeriods;
  const used = range.filter((point) => point !== undefined).slice(0, evaluationPeriods);
  const breaching = used.filter(({ value }) => isBreaching(settings, value)).length;
  const filled = evaluationPeriods - used.length;
  const verdict = (state: AlarmState) => ({ state, used, reason: reasonOf(settings, state, used, filled) });

  if (breaching >= needed) return verdict('ALARM');
  if (filled === 0 || missing === 'notBreaching') return verdict('OK');
  if (missing === 'breaching') return verdict(breaching + filled >= needed ? 'ALARM' : 'OK');
  if (used.length === 0) return missing === 'ignore' ? undefined : verdict('INSUFFICIENT_DATA');
  if (breaching < used.length) return verdict('OK');
  if (missing === 'ignore') return undefined;
  // All that is known breaches: that is an alarm once the oldest of it is as old as it takes datapoints to alarm.
  return range.findLastIndex((point) => point !== undefined) + 1 >= needed ? verdict('ALARM') : undefined;
}

export function isBreaching(
  { comparison, threshold }: Pick<AlarmSettings, 'comparison' | 'threshold'>,
  value: number,
): boolean {
  switch (comparison) {
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'LessThanThreshold':
      return value < threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
  }
}

const WORDS = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to the threshold',
  GreaterThanThreshold: 'greater than the threshold',
  LessThanThreshold: 'less than the threshold',
  LessThanOrEqualToThreshold: 'less than or equal to the threshold',
} as const;

/** AWS's sentences [R]. */
function reasonOf(
  settings: AlarmSettings,
  state: AlarmState,
  used: readonly Datapoint[],
  filled: number,
): string {
  const { missing, evaluationPeriods, comparison, threshold } = settings;
  if (state === 'INSUFFICIENT_DATA') {
    return `Insufficient Data: ${counted(filled, 'datapoint')} ${filled === 1 ? 'was' : 'were'} unknown.`;
  }
  const treated = `${counted(filled, 'missing datapoint')} ${filled === 1 ? 'was' : 'were'} treated as [${missing === 'breaching' ? 'Breaching' : 'NonBreaching'}]`;
  if (used.length === 0) {
    return `Threshold Crossed: no datapoints were received for ${counted(filled, 'period')} and ${treated}.`;
  }
  const matching = used.filter(({ value }) => isBreaching(settings, value) === (state === 'ALARM'));
  const shown = matching.map(({ at, value }) => `${decimal(value)} (${dayAndTime(at)})`).join(', ');
  const many = matching.length !== 1;
  const verb = `${many ? 'were' : 'was'}${state === 'ALARM' ? '' : ' not'}`;
  const turn = state === 'ALARM' ? 'OK -> ALARM' : 'ALARM -> OK';
  const least = settings.datapointsToAlarm ?? evaluationPeriods;
  const minimum = state === 'ALARM' ? least : evaluationPeriods - least + 1;
  return (
    `Threshold Crossed: ${matching.length} out of the last ${used.length} datapoints [${shown}] ` +
    `${verb} ${WORDS[comparison]} (${decimal(threshold)}) ` +
    `(minimum ${counted(minimum, 'datapoint')} for ${turn} transition).`
  );
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** With a decimal point always, as AWS writes numbers. */
function decimal(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** `21/11/26 08:00:00`. */
function dayAndTime(at: number): string {
  const [date = '', time = ''] = new Date(at).toISOString().split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}
