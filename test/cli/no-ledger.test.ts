import t from 'tap';
import { place } from '../release/place.ts';
import { called, configOf, recordsOf } from './called.ts';

t.test('with the ledger down its error names the way out, and the way out is one', async (t) => {
  const { call, config: text } = await place(t);
  const config = await configOf(t, text);
  process.env['BAKEROLL_LEDGER'] = 'postgresql://nobody@127.0.0.1:1/ledger';
  const down = await called('status', 'dev', '--config', config, '--json');
  t.equal(down.exit, 3);
  t.match(recordsOf(down)[1], { code: 'ledger-unreachable', next: /the same with --no-ledger/ });

  const status = await called('status', 'dev', '--config', config, '--no-ledger');
  t.equal(status.exit, 0, status.err);
  t.match(status.out, /nothing was ever proven here/);
  const abort = await called('abort', 'dev', '--config', config, '--no-ledger');
  t.match([abort.exit, abort.out], [0, 'No roll is unfinished on dev: nothing to do.\n']);

  const tag = (key: string, value: string) => ({
    ResourceId: 'web',
    ResourceType: 'auto-scaling-group',
    Key: key,
    Value: value,
    PropagateAtLaunch: false,
  });
  await call('autoscaling', 'CreateOrUpdateTags', {
    Tags: [
      tag('bakeroll:roll', 'r-evil 9 roll 2026-11-21T08:00:00.000Z alone'),
      tag('bakeroll:goal', 'v9 ami-0666 from v1'),
      tag('bakeroll:frozen', '\tfor ever'),
    ],
  });
  const shown = await called('status', 'dev', '--config', config, '--no-ledger');
  t.equal(shown.exit, 0, 'it is shown');
  t.match(shown.out, 'bakeroll abort dev r-evil --no-ledger   goes back');
  const evil = await called('resume', 'dev', '--config', config, '--no-ledger');
  t.equal(evil.exit, 3);
  t.match(
    evil.err,
    'The tags name the image ami-0666, which is not there, or of no account that the config names',
  );
  t.match(evil.err, 'the tag bakeroll:frozen is not understood: ?for ever');
  t.notMatch(evil.err, '\t');
});

t.test('what is nothing without the ledger refuses the flag by name', async (t) => {
  for (const name of ['history', 'release', 'migrate', 'plan', 'adopt']) {
    const { exit, err } = await called(name, 'dev', '--no-ledger');
    t.equal(exit, 2, name);
    t.match(
      err,
      `  What    ${name} cannot do without the ledger: the groups' tags do not tell what it needs.\n`,
    );
    t.match(err, '--no-ledger is for roll, rollback, pause, resume, abort, tidy, unlock, status');
  }
});

t.test('--app is of the ledger: with --no-ledger it is refused', async (t) => {
  const { exit, err } = await called('status', 'dev', '--app', 'hello', '--no-ledger');
  t.equal(exit, 2);
  t.match(err, '--app names an application of the ledger, and --no-ledger goes without it.');
});
