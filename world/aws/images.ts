import type { Image as Ec2Image } from '@aws-sdk/client-ec2';
import type { Instant } from '../clock.ts';
import { answerOf } from './answer.ts';
import type { Clients } from './clients.ts';

/** A machine image, ours or one that we build upon. */
export interface Image {
  readonly id: string;
  readonly name: string;
  readonly created: Instant;
  /** EC2's word: `available` can be launched, `pending` not yet. */
  readonly state: string;
  /** In Debian's words. */
  readonly architecture: 'amd64' | 'arm64';
  readonly tags: Readonly<Record<string, string>>;
}

/** An account's number, or `self`: always named, for without it EC2 answers with everybody's public images. */
export type Owner = string;

export interface Images {
  /** The newest available image whose name matches; `*` and `?` are wildcards. */
  newest(name: string, owner: Owner): Promise<Image | undefined>;
  /** Our own images with that name pattern, in any state. */
  named(name: string): Promise<Image[]>;
  /** Our own available images that carry the tag, newest first. */
  tagged(tag: string, value: string): Promise<Image[]>;
  /** By id, in any state: our own, or one of those owners'. */
  withId(id: string, owners?: readonly Owner[]): Promise<Image | undefined>;
  /** Adds tags, or changes them: at most 256 characters a value. */
  label(id: string, tags: Readonly<Record<string, string>>): Promise<void>;
  /** Takes it away with its snapshots. */
  remove(id: string): Promise<void>;
}

/** EC2's images, in our words. Every call throws Refused or Unanswered. */
export function imagesOf(clients: Clients): Images {
  const search = (owner: Owner, filters: Readonly<Record<string, string>>) =>
    answerOf(describe(clients, { owners: [owner], filters }));
  return {
    newest: async (name, owner) => (await search(owner, { name, state: 'available' }))[0],
    named: (name) => search('self', { name }),
    tagged: (tag, value) => search('self', { [`tag:${tag}`]: value, state: 'available' }),
    // A filter, for an id that does not exist is an error of the whole call (AWS.md 5).
    withId: async (id, owners = ['self']) =>
      (await answerOf(describe(clients, { owners, filters: { 'image-id': id } })))[0],
    label: (id, tags) => answerOf(label(clients, id, tags)),
    remove: (id) => answerOf(remove(clients, id)),
  };
}

interface Search {
  readonly owners: readonly Owner[];
  readonly filters: Readonly<Record<string, string>>;
}

async function describe(clients: Clients, search: Search): Promise<Image[]> {
  const { paginateDescribeImages } = await import('@aws-sdk/client-ec2');
  const found: Image[] = [];
  const pages = paginateDescribeImages(
    { client: await clients.ec2() },
    {
      Owners: [...search.owners],
      Filters: Object.entries(search.filters).map(([Name, value]) => ({ Name, Values: [value] })),
    },
  );
  for await (const page of pages) found.push(...(page.Images ?? []).map(read));
  return found.sort((a, b) => b.created - a.created || (a.id < b.id ? 1 : -1));
}

function read(image: Ec2Image): Image {
  return {
    id: image.ImageId ?? '',
    name: image.Name ?? '',
    created: Date.parse(image.CreationDate ?? ''),
    state: image.State ?? 'pending',
    architecture: image.Architecture === 'arm64' ? 'arm64' : 'amd64',
    tags: Object.fromEntries((image.Tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? ''])),
  };
}

async function label(clients: Clients, id: string, tags: Readonly<Record<string, string>>): Promise<void> {
  const { CreateTagsCommand } = await import('@aws-sdk/client-ec2');
  const pairs = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  await (await clients.ec2()).send(new CreateTagsCommand({ Resources: [id], Tags: pairs }));
}

async function remove(clients: Clients, id: string): Promise<void> {
  const { DeregisterImageCommand } = await import('@aws-sdk/client-ec2');
  const client = await clients.ec2();
  await client.send(new DeregisterImageCommand({ ImageId: id, DeleteAssociatedSnapshots: true }));
}
