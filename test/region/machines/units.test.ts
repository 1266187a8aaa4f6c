import t from 'tap';

import { emptyFaults, type Fault } from '../../../region/faults/state.ts';
import { breakUnits, mendUnits } from '../../../region/faults/units.ts';
import { launch } from '../../../region/model/ec2/launch.ts';
import { testGround } from '../ground.ts';
import { startModelRegion } from '../model-region.ts';
import { until } from '../until.ts';

t.setTimeout(120_000);

const UNIT = '[Service]\\nExecStart=/bin/sleep infinity\\n';

t.test('FAULT-27 a unit crashes and fails in a machine, and is well when the fault is over', async (t) => {
  const ground = await testGround('test-units');
  const { machines, network, base } = ground;
  t.teardown(() => ground.end());
  const model = await startModelRegion();
  t.teardown(() => model.close());
  const ImageId = model.region.state.ec2.images[0]?.imageId;
  const { instanceId } = launch(model.region, { data: { ImageId, InstanceType: 't3.small' } });
  await model.clock.pass(0);
  await machines.start({
    ...{ instanceId, imageId: '', instanceType: 't3.small', region: 'test-units', zone: 'test-unitsa' },
    ...{ accountId: '000000000000', layers: [base.layer], userData: undefined, key: undefined },
    ...{ privateAddress: `${network.privatePrefix}.16.4`, publicAddress: undefined, role: undefined },
  });
  const region = { ...model.region, machines };
  const sh = (script: string) => machines.run(instanceId, script);
  const property = async (name: string) =>
    (await sh(`systemctl show --property=${name} --value hello.service`)).trim();
  await until(() =>
    sh(`printf '${UNIT}' > /etc/systemd/system/hello.service && systemctl daemon-reload`).then(
      () => true,
      () => undefined,
    ),
  );
  await until(() =>
    sh('systemctl start hello').then(
      () => true,
      () => undefined,
    ),
  );
  const fault = (kind: Fault['kind']): Fault => ({
    id: 'fault-1',
    kind,
    words: { unit: 'hello' },
    began: 0,
    struck: {},
  });
  t.same(region.state.faults, emptyFaults());

  const crash = fault('crash-loop');
  breakUnits(region, crash);
  await until(async () => (Number(await property('NRestarts')) >= 2 ? true : undefined));
  mendUnits(region, crash);
  await until(async () => ((await property('RuntimeMaxUSec')) === 'infinity' ? true : undefined));
  await until(async () => ((await property('ActiveState')) === 'active' ? true : undefined));

  const failure = fault('unit-failure');
  breakUnits(region, failure);
  await until(async () => ((await property('ActiveState')) === 'failed' ? true : undefined));
  mendUnits(region, failure);
  await until(async () => ((await property('ActiveState')) === 'active' ? true : undefined));
  t.equal(await property('ActiveState'), 'active', 'once the fault is mended');
});
