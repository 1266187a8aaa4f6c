/** What holds each member that comes or goes until somebody says that it may go on. Lengths of time in seconds. */
export interface LifecycleHook {
  readonly name: string;
  readonly transition: 'autoscaling:EC2_INSTANCE_LAUNCHING' | 'autoscaling:EC2_INSTANCE_TERMINATING';
  readonly heartbeat: number;
  readonly defaultResult: LifecycleResult;
  readonly metadata: string | undefined;
}

export type LifecycleResult = 'CONTINUE' | 'ABANDON';

/** One hook that holds one member. */
export interface LifecycleAction {
  readonly hook: string;
  readonly token: string;
  readonly heartbeat: number;
  /** What it comes to when its time is up. */
  readonly otherwise: LifecycleResult;
  /** When its time is up; a heartbeat moves it, though not beyond `latest`. */
  until: number;
  readonly latest: number;
  /** Undefined while it holds the member. */
  result: LifecycleResult | undefined;
  timedOut: boolean;
}
