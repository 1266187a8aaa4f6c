import type { Part } from '../../region.ts';
import { captures } from './captures.ts';
import { copies } from './copies.ts';
import { consolePosts } from './console-posts.ts';
import { instances } from './instances.ts';
import { layers } from './layers.ts';

/** What moves in EC2. Captures come before the other work on an instance: an image asked for first is made first. */
export const ec2Parts: readonly Part[] = [captures, copies, instances, consolePosts, layers];
