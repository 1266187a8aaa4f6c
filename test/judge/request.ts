import type { TimedEvent } from '../../region/event.ts';

/** A request, read: what a judge asks of one. */
export interface Request {
  readonly event: Extract<TimedEvent, { type: 'request' }>;
  readonly at: number;
  readonly action: string;
  readonly groups: readonly string[];
  readonly ids: readonly string[];
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly desired: number | undefined;
  /** The version of the template that a group is pointed at. */
  readonly version: string | undefined;
  readonly image: string | undefined;
  readonly decrement: boolean;
  readonly protects: boolean | undefined;
  readonly processes: readonly string[];
  readonly capacity: number;
  readonly token: string | undefined;
  /** Whether it asks only whether it might. */
  readonly isDry: boolean;
  /** Whether what it asks for was done: answered or not. */
  readonly isDone: boolean;
}

export function readRequest(event: Request['event']): Request {
  const about = event.about ?? {};
  const text = (name: string) => (typeof about[name] === 'string' ? about[name] : undefined);
  const number = (name: string) => (typeof about[name] === 'number' ? about[name] : undefined);
  const texts = (name: string) => (Array.isArray(about[name]) ? (about[name] as string[]) : []);
  const one = (name: string) => {
    const value = text(name);
    return value === undefined ? [] : [value];
  };
  const within = (name: string) => (about[name] ?? {}) as Readonly<Record<string, string | undefined>>;
  return {
    ...{ event, at: event.at, action: event.action },
    groups: [...one('AutoScalingGroupName'), ...texts('AutoScalingGroupNames')],
    ids: [...one('InstanceId'), ...texts('InstanceIds')],
    ...{ min: number('MinSize'), max: number('MaxSize'), desired: number('DesiredCapacity') },
    version: within('LaunchTemplate')['Version'],
    image: within('LaunchTemplateData')['ImageId'],
    decrement: about['ShouldDecrementDesiredCapacity'] === true,
    protects: about['ProtectedFromScaleIn'] as boolean | undefined,
    processes: texts('ScalingProcesses'),
    capacity: number('RequestedCapacity') ?? 0,
    token: text('ClientToken'),
    isDry: about['DryRun'] === true,
    isDone: event.outcome === 'ok' || event.outcome === 'lost-answer',
  };
}
