import type { Consent } from '../roll/preflight/wanted.ts';

type Options = Readonly<Record<string, string | boolean | undefined>>;

/** The flags by which a person says that something is all right: each lifts one refusal of the preflight, and nothing else. */
export const CONSENT_FLAGS: readonly (readonly [flags: string, text: string])[] = [
  ['--ignore-alarm <names>', 'roll though these alarms are in ALARM; with commas between'],
  ['--resume-processes', 'resume Launch, Terminate and AddToLoadBalancer where they are suspended'],
  ['--no-way-back', 'roll though what serves now could not be launched again'],
  ['--accept-downtime', 'end all old instances first where there is no room for new ones'],
];

export function readConsent(options: Options): Consent {
  const { ignoreAlarm } = options;
  return {
    alarms: typeof ignoreAlarm === 'string' ? ignoreAlarm.split(',').filter((name) => name !== '') : [],
    resumeProcesses: options['resumeProcesses'] === true ? true : undefined,
    // Commander takes `--no-way-back` for the negation of `--way-back`.
    noWayBack: options['wayBack'] === false,
    downtime: options['acceptDowntime'] === true,
  };
}
