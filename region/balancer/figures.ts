/** What a data plane carried over HTTP; where it carried nothing, nothing is there. */
export interface Figures {
  /** The 5xx that the load balancer said itself, by the ARN of the listener: no target that serves, none that answers. */
  readonly failures: ReadonlyMap<string, number>;
  /** By the ARN of the target group. */
  readonly targetGroups: ReadonlyMap<string, GroupFigures>;
}

export interface GroupFigures {
  /** Requests for which a target was chosen, whether or not it answered. */
  readonly requests: number;
  /** The answers of targets, by the first digit of their status. */
  readonly answers: Readonly<Record<AnswerClass, number>>;
  /** How many seconds targets took until their answer began; undefined where none did. */
  readonly seconds?: Times;
}

export type AnswerClass = 2 | 3 | 4 | 5;

export const ANSWER_CLASSES: readonly AnswerClass[] = [2, 3, 4, 5];

export interface Times {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

/** ARNs of what figures are asked of. */
export interface Carriers {
  readonly listeners: readonly string[];
  readonly targetGroups: readonly string[];
}

export const NOTHING_CARRIED: Figures = { failures: new Map(), targetGroups: new Map() };
