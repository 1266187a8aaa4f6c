import { join } from 'node:path';
import t from 'tap';

import { namespaceOf, networkOf } from '../../../region/network.ts';
import { ip, runInside } from '../../../region/network/ip.ts';
import { lowerNetwork, raiseNetwork } from '../../../region/network/raise.ts';
import { scratch } from '../../bake/checkout.ts';

t.test('NETWORK-4 the hardware address of the gateway stays when instances come and go', async (t) => {
  const network = networkOf('test-bridge');
  const namespace = namespaceOf(network);
  const keep = join(scratch(t), 'switches');
  t.teardown(() => lowerNetwork(network, keep));
  await raiseNetwork(network, keep);
  const address = () => runInside(namespace, 'cat', ['/sys/class/net/bridge/address']);

  const before = await address();
  await ip(
    ['link add lowest address 00:00:00:00:00:02 type veth peer name other', 'link set lowest master bridge'],
    namespace,
  );
  t.equal(await address(), before, 'Linux would give it the lowest of what is plugged in');
  await ip(['link delete lowest'], namespace);
  t.equal(await address(), before);
});
