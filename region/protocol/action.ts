import type { Region } from '../region.ts';
import type { Caller } from './caller.ts';

/** What the region does for one operation of AWS. */
export interface Action {
  /** The members of the input that it takes; any other one is refused. */
  readonly takes: readonly string[];
  /** @param caller the owner of the region's account, where nothing is said */
  run(region: Region, input: object, caller?: Caller): object | Promise<object>;
}

/** The actions of one service, by the names of its operations. */
export type Actions = Readonly<Record<string, Action>>;

/**
 * Declares an action. `Input` and `Output` are the SDK's own types, such as `RunInstancesRequest` and `Reservation`; an
 * operation without an output gives `{}`.
 *
 * @param takes the members of the input that the action takes. `LaunchTemplate.Version` takes this one below `LaunchTemplate`
 *   and none beside it, lists being looked through; `LaunchTemplate` alone takes everything below
 * @param run throws an AwsError to refuse. What it changes in `region.state` is kept before the reply is sent
 */
export function action<Input extends object, Output extends object>(
  takes: readonly Member<Input>[],
  run: (region: Region, input: Checked<Input>, caller: Caller) => Output | Promise<Output>,
): Action {
  // The server has read and checked the input by the schema of this very operation.
  return {
    takes,
    run: (region, input, caller = { kind: 'owner', accountId: region.accountId }) =>
      run(region, input as Checked<Input>, caller),
  };
}

type Member<Input> = (keyof Input & string) | `${keyof Input & string}.${string}`;

/** An input whose required members are known to be there. */
export type Checked<Input> = {
  [Name in keyof Input]: object extends Pick<Input, Name> ? Input[Name] : NonNullable<Input[Name]>;
};
