/**
 * What the region did, for judges, benches and people: requests, and each change of what they are about. A request stands
 * before what it did; what the region does by itself stands alone. Secrets, user data and passwords are in none of them.
 */
export type RegionEvent =
  | Request
  | {
      readonly type: 'fault';
      readonly fault: string;
      readonly kind: string;
      readonly words: string;
      readonly phase: 'begun' | 'ended';
    }
  | Ec2Event
  | GroupEvent
  | MemberEvent
  | TargetEvent;

export type TimedEvent = RegionEvent & { readonly at: number };

/** A call of AWS's API. */
interface Request {
  readonly type: 'request';
  readonly service: string;
  readonly action: string;
  readonly write: boolean;
  /** `ok`, the code of the error, `hang` (not done) or `lost-answer` (done). */
  readonly outcome: string;
  /** Whose account it acted in. Nobody is named where the request was not admitted. */
  readonly account?: string;
  /** Who signed: an owner's access key id, the ARN of a session, the id of an instance. */
  readonly caller?: string;
  /** The application id that its SDK tells (`AWS_SDK_UA_APP_ID`), where it tells one. */
  readonly app?: string;
  /** What of its input says what it is about, in AWS's own words. */
  readonly about?: Readonly<Record<string, unknown>>;
}

type Ec2Event =
  | {
      readonly type: 'instance';
      readonly instanceId: string;
      readonly imageId: string;
      readonly state: string;
      readonly group?: string;
    }
  /** A version of a launch template. */
  | {
      readonly type: 'template';
      readonly template: string;
      readonly version: number;
      readonly phase: 'made' | 'deleted';
      readonly imageId?: string;
      readonly description?: string;
    };

type GroupEvent =
  | {
      readonly type: 'sizes';
      readonly group: string;
      readonly min: number;
      readonly max: number;
      readonly desired: number;
      /** Who moved the desired capacity, in the words of the Cause of what follows; undefined where nobody says. */
      readonly why?: string;
    }
  /** What else a roll may change of a group, or be changed by: all of it, whenever a part of it is another. */
  | {
      readonly type: 'settings';
      readonly group: string;
      readonly template: string;
      /** A number, `$Latest` or `$Default`. */
      readonly version: string;
      /** Seconds. */
      readonly grace: number;
      readonly suspended: readonly string[];
      readonly zones: readonly string[];
    }
  | { readonly type: 'tags'; readonly group: string; readonly tags: Readonly<Record<string, string>> }
  /** A scaling activity begins, goes on or ends. */
  | {
      readonly type: 'activity';
      readonly group: string;
      readonly activity: string;
      readonly description: string;
      readonly cause: string;
      readonly status: string;
      readonly message?: string;
    };

type MemberEvent =
  | {
      readonly type: 'member';
      readonly group: string;
      readonly instanceId: string;
      readonly imageId: string;
      readonly lifecycle: string;
      readonly zone: string;
      /** The version of the template that it was launched from; undefined of one that was launched from none. */
      readonly version?: number;
      /** The tokens of the hooks that hold it from now on, by the names of the hooks: on AWS EventBridge tells them. */
      readonly tokens?: Readonly<Record<string, string>>;
    }
  /** Told of a new member only where it is protected. */
  | {
      readonly type: 'protection';
      readonly group: string;
      readonly instanceId: string;
      readonly protected: boolean;
    }
  /** Told of a new member only where it is not Healthy. */
  | {
      readonly type: 'health';
      readonly group: string;
      readonly instanceId: string;
      readonly health: string;
      readonly why?: string;
    };

interface TargetEvent {
  readonly type: 'target';
  readonly targetGroup: string;
  readonly instanceId: string;
  readonly state: string;
  readonly reason?: string;
}
