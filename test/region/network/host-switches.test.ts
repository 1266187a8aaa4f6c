import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { restoreHostSwitches, setHostSwitches } from '../../../region/network/host-switches.ts';

const limit = () => Number(readFileSync('/proc/sys/fs/inotify/max_user_instances', 'utf8'));

t.test(
  'NETWORK-5 many instances may watch files at once, and the limit stands as before without a region',
  async (t) => {
    const before = limit();
    const keep = join(t.testdir(), 'switches');
    await setHostSwitches(keep);
    t.ok(limit() >= 8192);
    await setHostSwitches(keep);
    await restoreHostSwitches(keep);
    t.equal(limit(), before);
  },
);
