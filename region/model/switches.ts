import type { Region } from '../region.ts';

/**
 * Behaviours of AWS that its documents do not settle and that decide something: the region has each of them, and somebody
 * chooses. Without a choice the first value holds. `known` says what is known, and from where.
 */
export const SWITCHES = {
  'launch-instances-desired': {
    values: ['raised', 'kept'],
    known:
      'whether LaunchInstances raises the desired capacity by the ids that it returns; kept, scale-in takes the surplus again [R]',
  },
  'pending-protection': {
    values: ['refused', 'taken'],
    known: 'whether SetInstanceProtection takes a member that is Pending [R]',
  },
  'health-replacement': {
    values: ['when-gone', 'at-once'],
    known:
      'when the replacement of an unhealthy member is launched without a maintenance policy: the guides say terminate and launch, activity logs show both within a second or minutes apart [R]',
  },
  'exit-standby-at-max': {
    values: ['refused', 'taken'],
    known:
      'what ExitStandby does where the desired capacity would rise above MaxSize: the guides say only that it rises; taken, it stays at MaxSize and scale-in ends one [R]',
  },
  'standby-in-max': {
    values: ['free', 'counted'],
    known:
      'whether members in Standby count towards MaxSize; counted, nothing is launched beyond it with them [R]',
  },
  'standby-ended-with-decrement': {
    values: ['lowered', 'kept'],
    known:
      'whether the desired capacity falls with a member in Standby that is ended with decrement: the model says so of any instance [R]',
  },
  'standby-ended-without-decrement': {
    values: ['not-replaced', 'replaced'],
    known:
      'whether another one is launched, beyond those that serve, for a member in Standby that is ended without decrement [R]',
  },
  'replacement-by-id': {
    values: ['when-gone', 'at-once'],
    known:
      'when the replacement of a member that was ended by id without decrement is launched: the guides say only that it is [R]',
  },
  'sticky-weight-zero': {
    values: ['stays', 'leaves'],
    known:
      'whether clients whose cookie AWSALBTG names a target group stay with it when its weight becomes 0: the guides promise only that the cookie counts [R]',
  },
} as const satisfies Readonly<Record<string, { readonly values: readonly string[]; readonly known: string }>>;

export type SwitchName = keyof typeof SWITCHES;

export type SwitchValue<Name extends SwitchName> = (typeof SWITCHES)[Name]['values'][number];

/** What was chosen; a switch that is missing has its first value. */
export type Switches = { -readonly [Name in SwitchName]?: SwitchValue<Name> };

/** How a switch stands. */
export function switchOf<Name extends SwitchName>(region: Region, name: Name): SwitchValue<Name> {
  return region.state.switches[name] ?? SWITCHES[name].values[0];
}

/**
 * Sets a switch, from what somebody typed.
 *
 * @returns why it cannot be set; undefined when it is
 */
export function setSwitch(region: Region, name: string, value: string): string | undefined {
  if (!isSwitch(name)) return `A switch is one of ${Object.keys(SWITCHES).join(', ')}, not '${name}'`;
  const values: readonly string[] = SWITCHES[name].values;
  if (!values.includes(value)) return `${name} is one of ${values.join(', ')}, not '${value}'`;
  // It is one of its values, as was just seen.
  Object.assign(region.state.switches, { [name]: value });
  region.stir();
  return undefined;
}

function isSwitch(name: string): name is SwitchName {
  return Object.hasOwn(SWITCHES, name);
}
