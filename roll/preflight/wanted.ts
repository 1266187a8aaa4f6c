import type { Template } from '../fleet.ts';
import type { Policy } from '../goal.ts';

/** What a group is looked at for. */
export interface Wanted {
  /** The Auto Scaling group's name. */
  readonly group: string;
  readonly policy: Policy;
  /** How many a roll that is taken up again asked for; its surge may stand now. */
  readonly asked: number | undefined;
  /** The version that going back would go to, where a roll stands that did not come to its end; else the group's own. */
  readonly from?: Template | undefined;
  /** The image that it is to be rolled to; undefined where there is none yet. */
  readonly image?: string | undefined;
  readonly kind?: 'roll' | 'rollback';
  /** The version of the template that the roll's own is made from, where a person named one; else that of today. */
  readonly base?: number | undefined;
  /** Accounts whose images are used: numbers, or `self`. */
  readonly owners?: readonly string[];
  /** `ssm:/path/`: what the template's user data has to say of the settings. */
  readonly settings?: string | undefined;
  /** Whether a release was ever proven in the environment; left out, one was. Else a group at desired 0 gets its first size. */
  readonly served?: boolean;
  /** Whether the ledger knows a roll of that id: any other is somebody else's. */
  readonly knows?: (roll: string) => boolean;
  /** Whether it has begun already: what stopped it from beginning does not stop it from going on. */
  readonly begun?: boolean;
  readonly consent?: Consent;
}

/** What a person said is all right, by its flag. */
export interface Consent {
  /** `--ignore-alarm` */
  readonly alarms: readonly string[];
  /** `--resume-processes`; undefined: only what AWS itself suspended, for a rollback. */
  readonly resumeProcesses: boolean | undefined;
  /** `--no-way-back` */
  readonly noWayBack: boolean;
  /** `--accept-downtime` */
  readonly downtime: boolean;
}

export const NO_CONSENT: Consent = {
  alarms: [],
  resumeProcesses: undefined,
  noWayBack: false,
  downtime: false,
};
