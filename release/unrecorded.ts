import { readDescription } from '../roll/read-tags.ts';
import type { Inheritance } from '../roll/goal.ts';
import type { Counted } from '../world/aws/fleet/counted.ts';
import { readUses } from '../world/aws/fleet/neighbours.ts';
import { readDescriptions } from '../world/aws/fleet/template.ts';

/**
 * What a roll takes over, with the version of the template that the dead one made in the very call in which it died: its
 * number is in no fact, but its description says whose it is. One that a group runs is let alone.
 *
 * @throws Refused, Unanswered
 */
export async function withUnrecorded(aws: Counted, inherited: Inheritance): Promise<Inheritance> {
  const { maker, baseline, left } = inherited;
  if (maker === undefined) return inherited;
  const { id } = baseline.template;
  const all = await readDescriptions(aws, id);
  const made = all.filter(({ description }) => readDescription(description)?.roll === maker);
  if (made.length === 0) return inherited;
  const used = new Set((await readUses(aws, id)).map(({ version }) => version));
  const versions = made.map(({ version }) => version).filter((version) => !used.has(String(version)));
  return { baseline, left: { ...left, versions: [...new Set([...left.versions, ...versions])] } };
}
