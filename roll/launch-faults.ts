/**
 * What AWS's reason for not launching means: `zone`: another zone may have what this one lacks; `never`: no zone ever will, for
 * the order itself is wrong; `later`: it may be asked again. The texts are those of LaunchInstances' Errors and of the
 * activities (AWS.md 1.7).
 */
type LaunchFault = 'zone' | 'never' | 'later';

const TEXTS: readonly (readonly [RegExp, LaunchFault])[] = [
  [/InsufficientInstanceCapacity|sufficient .* capacity/i, 'zone'],
  [/InsufficientFreeAddresses|not enough free addresses/i, 'zone'],
  [/not supported in your requested Availability Zone|Unsupported/i, 'zone'],
  [/InvalidAMIID|AMI .* does not exist|is pending, and cannot be run/i, 'never'],
  [
    /(security group|key pair|launch template|subnet|snapshot|iamInstanceProfile).*(does not exist|not found|invalid)/i,
    'never',
  ],
  [
    /Invalid(Group|KeyPair|LaunchTemplate|Subnet|Snapshot|Parameter|BlockDeviceMapping|IamInstanceProfile)/i,
    'never',
  ],
  [/UnauthorizedOperation|AuthFailure|not authorized|OptInRequired|Client\.InternalError/i, 'never'],
  [/VcpuLimitExceeded|vCPU (capacity|limit)|InstanceLimitExceeded/i, 'never'],
  [/ValidationError|maximum|ScalingActivityInProgress|ResourceContention|IdempotentCall/i, 'later'],
];

/** Whether the zone is passed over for that reason; one that is not known speaks against its zone alone. */
export function passesOver(reason: string): boolean {
  return faultIn(reason) === 'zone';
}

/** Whether no launch of this version can succeed. */
export function isForGood(reason: string): boolean {
  return faultIn(reason) === 'never';
}

function faultIn(reason: string): LaunchFault {
  return TEXTS.find(([text]) => text.test(reason))?.[1] ?? 'zone';
}
