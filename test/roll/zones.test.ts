import t from 'tap';
import type { Member } from '../../roll/fleet.ts';
import { fromEmptiest, interleave } from '../../roll/zones.ts';

/** One in each of those zones, in that order. */
const inZones = (zones: string) =>
  Array.from(zones, (zone, i): Member => {
    const seen = { life: 'serving', healthy: true, reason: undefined, crashed: undefined } as const;
    return { ...seen, id: `i-${i}`, zone, version: 7, image: 'ami-old', protected: false };
  });

const zonesOf = (members: readonly Member[]) => members.map(({ zone }) => zone).join('');

t.test('who goes comes from each zone in turn, the fullest first', (t) => {
  t.equal(zonesOf(interleave(inZones('aaab'))), 'aaab');
  t.equal(zonesOf(interleave(inZones('bbaa'))), 'abab');
  t.equal(zonesOf(interleave(inZones('abbb'))), 'bbab');
  t.equal(zonesOf(interleave([])), '');
  t.end();
});

t.test('or from where the fewest new ones are, so that the group launches there', (t) => {
  const turns = (members: string, there: string) => zonesOf(fromEmptiest(inZones(members), inZones(there)));
  t.equal(turns('aabb', 'a'), 'baba');
  t.equal(turns('ab', 'a'), 'ba');
  t.equal(turns('aaa', 'b'), 'aaa', 'where there is no other');
  t.equal(turns('', 'ab'), '');
  t.end();
});
