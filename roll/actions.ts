import type { Instant } from '../world/clock.ts';
import type { Baseline, LaunchOrder, LeftBehind, Settings } from './facts.ts';

/** One thing to do to AWS, or to remember. */
export type Action =
  | {
      readonly kind: 'take-baseline';
      readonly baseline: Baseline;
      readonly left?: LeftBehind;
      /** The version that it goes to, where that is there already. */
      readonly takes?: number;
    }
  | {
      readonly kind: 'make-version';
      readonly baseline: Baseline;
      readonly image: string;
      /** The version of the template that it is made from; left out, the baseline's. */
      readonly base?: number;
    }
  | { readonly kind: 'take-version'; readonly version: number }
  | { readonly kind: 'write-settings'; readonly settings: Settings; readonly why: string }
  | { readonly kind: 'launch'; readonly order: LaunchOrder }
  /** Raises the minimum, and desired with it: the group launches. */
  | { readonly kind: 'lift'; readonly order: LaunchOrder; readonly min: number }
  /** As many are ended next that the group replaces. */
  | { readonly kind: 'expect'; readonly order: LaunchOrder }
  | { readonly kind: 'count-in'; readonly attempt: number; readonly instances: readonly string[] }
  | { readonly kind: 'note-kept' }
  | { readonly kind: 'prove'; readonly instances: readonly string[]; readonly protect: boolean }
  | { readonly kind: 'declare-bad'; readonly instance: string; readonly why: string }
  | { readonly kind: 'move' }
  | { readonly kind: 'end'; readonly instance: string; readonly decrement: boolean; readonly why: string }
  | { readonly kind: 'pass-step'; readonly step: number; readonly what: string }
  | {
      readonly kind: 'ask-for';
      readonly asked: number;
      readonly why: string;
      /** The changes of desired that this takes account of, by name. */
      readonly counted: readonly string[];
    }
  | { readonly kind: 'stand-by'; readonly instances: readonly string[]; readonly until: Instant }
  | { readonly kind: 'call-back'; readonly instances: readonly string[] }
  | { readonly kind: 'count-standby'; readonly launches: number }
  | { readonly kind: 'protect'; readonly instances: readonly string[] }
  | { readonly kind: 'unprotect'; readonly instances: readonly string[] }
  | { readonly kind: 'go-back'; readonly because: string; readonly force?: boolean }
  | { readonly kind: 'delete-version'; readonly version: number };

/** The sentence that people are shown. */
export function describe(action: Action): string {
  switch (action.kind) {
    case 'take-baseline':
      return `begins: ${count(action.baseline.asked)} asked for, template version ${action.baseline.template.version}`;
    case 'make-version':
      return `makes a template version with ${action.image}${action.base === undefined ? '' : ` from version ${action.base}`}`;
    case 'take-version':
      return `goes to template version ${action.version}, which is there`;
    case 'write-settings':
      return `sets ${describeSettings(action.settings)}: ${action.why}`;
    case 'launch':
      return `launches ${count(action.order.count)} of version ${action.order.version} in ${action.order.zone}`;
    case 'lift':
      return `raises the minimum to ${action.min}, so that the group launches ${count(action.order.count)} of version ${action.order.version}`;
    case 'expect':
      return `has the group replace ${count(action.order.count)} by version ${action.order.version}`;
    case 'count-in':
      return `the group launched ${action.instances.join(', ') || 'nothing'}`;
    case 'note-kept':
      return 'LaunchInstances does not raise desired here: the minimum is raised from now on';
    case 'prove':
      return `proven: ${action.instances.join(', ')}`;
    case 'declare-bad':
      return `${action.instance} is bad: ${action.why}`;
    case 'move':
      return 'the new version is proven: the template moves for good';
    case 'end':
      return `ends ${action.instance}: ${action.why}`;
    case 'ask-for':
      return `asks for ${count(action.asked)} from now on: ${action.why}`;
    case 'pass-step':
      return `passed: ${action.what}`;
    case 'stand-by':
      return `sends into Standby, warm: ${action.instances.join(', ')}`;
    case 'call-back':
      return `calls back from Standby: ${action.instances.join(', ')}`;
    case 'count-standby':
      return 'those in Standby count towards the maximum: their room is not there';
    case 'protect':
      return `protects ${action.instances.join(', ')} from scale-in`;
    case 'unprotect':
      return `takes the protection off ${action.instances.join(', ')}`;
    case 'go-back':
      return `goes back: ${action.because}`;
    case 'delete-version':
      return `deletes template version ${action.version}`;
  }
}

function count(instances: number): string {
  return instances === 1 ? '1 instance' : `${instances} instances`;
}

function describeSettings({ min, max, grace, version, rebalanceSuspended }: Settings): string {
  const parts = [
    version === undefined ? [] : [`template version ${version}`],
    min === undefined ? [] : [`minimum ${min}`],
    max === undefined ? [] : [`maximum ${max}`],
    grace === undefined ? [] : [`grace ${grace} s`],
    rebalanceSuspended === undefined ? [] : [`AZRebalance ${rebalanceSuspended ? 'off' : 'on'}`],
  ];
  return parts.flat().join(', ');
}
