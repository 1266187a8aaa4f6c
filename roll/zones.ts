import type { Member } from './fleet.ts';

/** From each zone in turn, the fullest first. */
export function interleave(members: readonly Member[]): Member[] {
  const zones = [...Map.groupBy(members, ({ zone }) => zone).values()];
  const turns = zones.flatMap((zone) => zone.map((member, i) => ({ member, left: zone.length - i })));
  return turns
    .toSorted((a, b) => b.left - a.left || a.member.zone.localeCompare(b.member.zone))
    .map(({ member }) => member);
}

/** In turn from the zone in which the fewest are, each one counting there from then on. */
export function fromEmptiest(members: readonly Member[], there: readonly Member[]): Member[] {
  const load = new Map<string, number>();
  for (const { zone } of there) load.set(zone, (load.get(zone) ?? 0) + 1);
  const waiting = new Map([...Map.groupBy(members, ({ zone }) => zone)].map(([zone, of]) => [zone, [...of]]));
  const chosen: Member[] = [];
  for (let left = members.length; left > 0; left -= 1) {
    const [emptiest] = [...waiting].toSorted(([a], [b]) => (load.get(a) ?? 0) - (load.get(b) ?? 0));
    if (emptiest === undefined) return chosen;
    const [zone, of] = emptiest;
    const next = of.shift();
    if (of.length === 0) waiting.delete(zone);
    if (next !== undefined) chosen.push(next);
    load.set(zone, (load.get(zone) ?? 0) + 1);
  }
  return chosen;
}
