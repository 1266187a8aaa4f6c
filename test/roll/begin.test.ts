import t from 'tap';
import { beginning } from '../../roll/begin.ts';
import type { Member } from '../../roll/fleet.ts';
import { BLANK } from '../../roll/memory.ts';
import { describeFleet } from '../../roll/sentence.ts';
import { fleetOf, OLD } from './states.ts';
import { goalTo } from './run-roll.ts';

const ONE: Member = {
  ...{ id: 'i-1', zone: 'a', version: OLD, image: 'ami-old', healthy: true },
  ...{ life: 'serving', reason: undefined, crashed: undefined, protected: false },
};

t.test('the new version is made from the one that the group runs, or from the one that was named', (t) => {
  const made = (base: number | undefined) => beginning(goalTo({ base }), fleetOf([ONE]), BLANK).at(-1);
  t.match(made(undefined), {
    kind: 'make-version',
    base: undefined,
    baseline: { template: { version: OLD } },
  });
  t.match(made(9), { kind: 'make-version', base: 9, baseline: { template: { version: OLD } } });
  t.end();
});

t.test('a rollback goes to a version that is there: of those that wait, else of what the group runs', (t) => {
  const waits = { ...ONE, id: 'i-2', version: 5, life: 'standby', healthy: false } satisfies Member;
  const warm = { instances: ['i-2'], until: 0, template: { id: 'lt-1', version: 5 } };
  const goal = goalTo({ kind: 'rollback', image: 'ami-old', warm });
  const last = (parts: Partial<typeof goal>, members: Parameters<typeof fleetOf>[0]) =>
    beginning({ ...goal, ...parts }, fleetOf(members), BLANK).at(-1);
  t.match(last({}, [ONE, waits]), { kind: 'take-version', version: 5 });
  t.match(
    last({ warm: undefined }, [ONE, waits]),
    { kind: 'take-version', version: OLD },
    "a person's Standby",
  );
  const other = { ...warm, template: { id: 'lt-2', version: 5 } };
  t.match(last({ warm: other }, [waits]), { kind: 'make-version' }, 'of a template that the group has left');
  t.match(last({ kind: 'roll' }, [ONE, waits]), { kind: 'make-version' });
  t.end();
});

t.test('nothing that serves is said with its reason', (t) => {
  const empty = fleetOf([]);
  t.match(describeFleet(goalTo(), empty, BLANK), /^Nothing serves: desired is 0;/);
  const back = { ...BLANK, goingBack: 'it was bad' };
  t.match(
    describeFleet(goalTo({ from: undefined }), empty, back),
    /^Nothing served before, and nothing serves;/,
  );
  const waits = fleetOf([ONE, { ...ONE, id: 'i-2', life: 'standby' }]);
  t.match(describeFleet(goalTo(), waits, BLANK), /^1 of 1 on v1 healthy, 1 in Standby;/);
  t.end();
});
