import t from 'tap';

import type { ClaimedEnd } from './case.ts';
import { PARTS, rolled } from './clean.ts';
import { judge } from './judge.ts';
import { caseOf, type Story, STRANGER } from './story.ts';

/** What the end is blamed for, claimed so. */
function said(told: Story, end: ClaimedEnd, parts: Parameters<typeof caseOf>[0] = {}): string[] {
  return judge(told.events, caseOf({ ...parts, end }))
    .filter(({ clause }) => clause.startsWith('end'))
    .map(({ clause, what }) => `${clause}: ${what}`);
}

/** A roll whose last part is done otherwise. */
function restored(restore: (told: Story) => void): Story {
  return rolled(2, {
    restore: (told) => {
      PARTS.restore(told);
      told.pass(5);
      restore(told);
    },
  });
}

t.test('each setting that is not put back is told', (t) => {
  const changed = restored((told) => {
    told.update({ min: 1, grace: 60 });
    told.suspend(['AZRebalance']);
  });
  t.same(said(changed, { exit: 0 }), [
    'end-settings: exit 0: the minimum: 1, and it is to be 0',
    'end-settings: exit 0: the grace period: 60, and it is to be 0',
    'end-settings: exit 0: suspended processes: AZRebalance, and it is to be none',
  ]);
  t.same(said(changed, { exit: 10 }), [], 'that something is left is said');
  t.end();
});

t.test('what strangers set is to stay, and what they took back too', (t) => {
  const edit = (told: Story) => {
    told.update({ min: 1, max: 7, grace: 90 }, STRANGER);
    told.suspend(['Launch'], STRANGER);
  };
  const kept = rolled(2, {
    restore: (told) => {
      edit(told);
      told.resume(['AZRebalance']);
      told.untag('bakeroll:roll', 'bakeroll:phase');
    },
  });
  t.same(said(kept, { exit: 0 }), []);
  const overwritten = rolled(2, {
    restore: (told) => {
      edit(told);
      PARTS.restore(told);
      told.resume(['Launch']);
    },
  });
  t.same(said(overwritten, { exit: 0 }), [
    'end-settings: exit 0: the minimum: 0, and it is to be 1',
    'end-settings: exit 0: the grace period: 0, and it is to be 90',
    'end-settings: exit 0: suspended processes: none, and it is to be Launch',
  ]);
  t.end();
});

t.test('what a stranger set to the very value that the driver had written may be put back, or stay', (t) => {
  const restore = (back: boolean) => (told: Story) => {
    told.update({ min: 0 });
    told.update({ min: 2 }, STRANGER);
    if (back) told.update({ min: 0 });
    told.update({ grace: 0 });
    told.resume(['AZRebalance']);
    told.untag('bakeroll:roll', 'bakeroll:phase');
  };
  for (const back of [true, false]) t.same(said(rolled(2, { restore: restore(back) }), { exit: 0 }), []);
  t.end();
});

t.test('what is left behind is told: tags, protection, Standby, versions, what still ends', (t) => {
  t.same(said(rolled(2, { unprotect: () => undefined }), { exit: 0 }), [
    'end-left: exit 0: i-3 is protected from scale-in',
    'end-left: exit 0: i-4 is protected from scale-in',
  ]);
  t.same(
    said(
      restored((told) => {
        told.tag({ 'bakeroll:phase': 'proven', 'bakeroll:served': 'v2', team: 'web' });
      }),
      { exit: 0 },
    ),
    ['end-left: exit 0: the tag bakeroll:phase'],
  );
  const again = restored((told) => {
    told.makeVersion(3);
  });
  t.same(said(again, { exit: 0 }), ['end-left: exit 0: the launch-template version lt-1:3']);
  const drain = (told: Story) => {
    told.update({ min: 0 });
    for (const id of told.oldOnes()) told.end(id, true);
  };
  t.same(said(rolled(1, { drain }), { exit: 0 }), ['end-left: exit 0: i-1 is on its way out']);
  t.end();
});

t.test('Standby stays only where the group’s own tag says until when', (t) => {
  const warm = (tags: Readonly<Record<string, string>>) =>
    rolled(2, {
      drain: (told) => {
        told.update({ min: 2 });
        told.standBy(told.oldOnes());
      },
      restore: (told) => {
        PARTS.restore(told);
        told.tag(tags);
      },
    });
  const parts = { policy: { ...caseOf().policy, keepsWarm: true } };
  const claimed = (tags: Readonly<Record<string, string>>) =>
    said(warm(tags), { exit: 0 }, parts).filter((what) => what.includes('Standby'));
  t.same(claimed({ 'bakeroll:warm-until': '2026-11-21T09:00:00Z' }), []);
  t.equal(claimed({}).length, 2);
  t.end();
});

t.test('what serves is told: an old one left, too few, a template that was not moved', (t) => {
  const kept = (told: Story) => {
    told.update({ min: 2 });
    told.end(told.oldOnes()[0] ?? '', true);
    told.gone('i-1');
  };
  t.same(said(rolled(2, { drain: kept }), { exit: 0 }), [
    'end-image: exit 0: i-2 of ami-old is still there',
    'end-capacity: exit 0: desired is 3, and 2 are asked for',
  ]);
  const unprotect = (told: Story) => {
    PARTS.unprotect(told);
    told.update({ version: '1' });
  };
  t.same(said(rolled(2, { unprotect }), { exit: 0 }), [
    'end-image: exit 0: the template is version 1, with ami-old',
  ]);
  const sick = restored((told) => {
    told.sicken('i-3');
    told.pass(60);
    told.look();
  });
  t.same(said(sick, { exit: 0 }), ['end-capacity: exit 0: 1 serve, and 2 are asked for']);
  t.end();
});

t.test('a roll that went back leaves what served before, and not the version that it made', (t) => {
  const back = (told: Story) => {
    const fresh = told.newOnes();
    told.update({ min: 0 });
    for (const id of fresh) told.end(id, true);
    told.pass(20);
    told.gone(...fresh);
    told.pass(5);
    told.look();
    PARTS.restore(told);
  };
  const left = rolled(2, { sample: back }, 'sample');
  t.same(said(left, { exit: 8 }), ['end-left: exit 8: the launch-template version lt-1:2']);
  const whole = (told: Story) => {
    back(told);
    told.deleteVersion(2);
  };
  t.same(judge(rolled(2, { sample: whole }, 'sample').events, caseOf({ end: { exit: 8 } })), []);
  const mixed = rolled(2, {}, 'sample');
  t.match(said(mixed, { exit: 8 }), [/i-3 of ami-new, i-4 of ami-new is still there/]);
  t.end();
});

t.test('what the group launches by itself may still come where what was there before serves', (t) => {
  const back = (told: Story) => {
    told.update({ min: 0 });
    const fresh = told.newOnes();
    for (const id of fresh) told.end(id, true);
    told.gone(...fresh, 'i-1');
    told.launchesItself();
    told.pass(60);
    told.look();
    PARTS.restore(told);
    told.deleteVersion(2);
  };
  t.same(said(rolled(2, { sample: back }, 'sample'), { exit: 8 }), []);
  const wanted = restored((told) => {
    told.gone('i-3');
    told.launchesItself();
    told.pass(60);
    told.look();
  });
  t.same(said(wanted, { exit: 0 }), ['end-capacity: exit 0: 1 serve, and 2 are asked for']);
  t.end();
});

t.test('what a dead roll had made to another image is left too, and proves nothing of this one', (t) => {
  const parts = { image: 'ami-newer' };
  const dead = rolled(2, {}, 'sample');
  t.match(said(dead, { exit: 8 }, parts), [/i-3 of ami-new, i-4 of ami-new is still there/]);
  const policy = { ...caseOf().policy, firstStep: { count: 1 } };
  const clauses = judge(dead.events, caseOf({ ...parts, policy })).map(({ clause }) => clause);
  t.same(clauses, [], 'the steps of this roll are not those of that one');
  t.end();
});

t.test('at rest the template is proven, and what moves nothing is as it was', (t) => {
  const rest = (told: Story) => {
    told.update({ min: 0, grace: 0 });
    told.resume(['AZRebalance']);
  };
  t.same(said(rolled(2, { sample: rest }, 'sample'), { exit: 12 }), []);
  const unproven = rolled(
    2,
    {
      pin: (told) => {
        told.serve(...told.coming());
        rest(told);
      },
    },
    'pin',
  );
  t.same(said(unproven, { exit: 12 }), ['end-rest: exit 12: the template is version 2, which is not proven']);
  t.same(said(rolled(2, {}, 'sample'), { exit: 130 }), [
    'end-rest: exit 130: the grace period: 300, and it is to be 0',
    'end-rest: exit 130: the minimum: 4, and it is to be 0',
    'end-rest: exit 130: suspended processes: AZRebalance, and it is to be none',
  ]);
  const sick = rolled(
    2,
    {
      sample: (told) => {
        told.sicken('i-3');
        told.update({ grace: 0 });
        told.resume(['AZRebalance']);
      },
    },
    'sample',
  );
  t.same(said(sick, { exit: 12 }), [], 'the minimum stays while a new one is not healthy');
  t.end();
});

t.test('who says that nothing was done has written nothing', (t) => {
  t.same(said(rolled(2, { begin: () => undefined }, 'begin'), { exit: 4 }), []);
  t.match(said(rolled(2, {}, 'begin'), { exit: 3 }), [
    'end-untouched: exit 3: CreateOrUpdateTags was done',
    ...['CreateLaunchTemplateVersion', 'UpdateAutoScalingGroup', 'SuspendProcesses'].map(
      (action) => `end-untouched: exit 3: ${action} was done`,
    ),
  ]);
  t.end();
});

t.test('a log that does not know the group is refused', (t) => {
  const groups = [{ name: 'api', targetGroups: [] }];
  t.throws(() => judge(rolled(1).events, caseOf({ groups })), /does not know the group api/);
  t.end();
});
