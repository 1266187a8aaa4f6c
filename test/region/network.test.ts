import t from 'tap';

import { gatewayOf, instanceNamespaceOf, namespaceOf, networkOf } from '../../region/network.ts';

t.test('the region that one gets without naming one has addresses that are easy to remember', (t) => {
  const network = networkOf('eu-local-1');
  t.same(network, { slot: 77, port: 4600, privatePrefix: '10.77', publicPrefix: '127.77', share: 0 });
  t.equal(namespaceOf(network), 'br-77');
  t.equal(instanceNamespaceOf(network, 'i-1'), 'br-77-i-1');
  t.equal(gatewayOf(network), '10.77.0.1');
  t.end();
});

t.test('another name has others, always the same, and its port may be chosen', (t) => {
  const network = networkOf('test-one');
  t.same(networkOf('test-one'), network);
  t.not(network.slot, networkOf('test-two').slot);
  t.not(network.port, networkOf('test-two').port);
  t.equal(networkOf('test-one', 5000).port, 5000);
  t.end();
});

t.test('no name comes to the addresses of the host itself, or of the default region', (t) => {
  for (let number = 0; number < 2000; number += 1) {
    const { slot } = networkOf(`region-${number}`);
    if (slot < 100 || slot > 249) t.fail(`region-${number} has slot ${slot}`);
  }
  t.end();
});
