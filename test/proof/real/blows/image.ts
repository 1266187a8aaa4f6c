import type { Blow } from '../blow.ts';

const QUICK = ['--deadline-launch', '60s', '--deadline-healthy', '40s'];
const newImage = ({ image }: { readonly image: string }) => [image];

/** The new image is no good, or slow. */
export const IMAGE: readonly Blow[] = [
  {
    name: 'bad-health.image',
    kind: 'bad-health',
    words: newImage,
    when: 'before',
    flags: QUICK,
    exits: [8],
    why: 'not healthy by deadline.healthy is bad; so many bad ones take the roll back',
  },
  {
    name: 'bad-health.all',
    kind: 'bad-health',
    words: () => [],
    when: 'proving',
    seconds: 12,
    flags: QUICK,
    exits: [0],
    why: 'those that serve fail with the new ones: it is not this image, and nothing is ended or put back for it',
    healthy: 0,
    users: 'the fault',
  },
  {
    name: 'slow-boot.little',
    kind: 'slow-boot',
    words: ({ image }) => ['15', image],
    when: 'before',
    flags: QUICK,
    exits: [0],
    why: 'it is waited for until deadline.launch',
    launched: 6,
  },
  {
    name: 'slow-boot.much',
    kind: 'slow-boot',
    words: ({ image }) => ['300', image],
    when: 'before',
    flags: ['--deadline-launch', '30s'],
    exits: [8],
    why: 'not in service by deadline.launch is bad',
  },
  {
    name: 'crash-loop',
    kind: 'crash-loop',
    words: ({ image }) => ['hello', image],
    when: 'before',
    exits: [8],
    why: 'a unit that was restarted three times is bad, as its console shows; no deadline is waited for',
  },
  {
    name: 'unit-failure',
    kind: 'unit-failure',
    words: ({ image }) => ['hello', image],
    when: 'before',
    flags: QUICK,
    exits: [8],
    why: 'a unit that failed leaves its instance unhealthy: bad by deadline.healthy at the latest',
  },
  {
    name: 'boot-failure',
    kind: 'boot-failure',
    words: newImage,
    when: 'before',
    exits: [8],
    why: 'an instance that the group ended for its health is bad',
  },
  {
    name: 'kms',
    kind: 'kms',
    words: newImage,
    when: 'before',
    exits: [8],
    why: 'launches that die before they serve are bad, and the way back is launched from the earlier image',
  },
];
