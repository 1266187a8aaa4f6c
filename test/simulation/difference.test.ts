import t from 'tap';

import { readDifference } from '../../world/aws/fleet/template.ts';
import { countedOn, directClients } from './clients.ts';
import { rollPlace } from './roll-place.ts';

t.test('what a version says otherwise is said in words, and nothing of its user data', async (t) => {
  const { sim, service } = await rollPlace(t, 'functions', 1);
  const UserData = Buffer.from('PASSWORD=hush').toString('base64');
  await sim.call('ec2', 'CreateLaunchTemplateVersion', {
    ...{ LaunchTemplateId: service.templateId, SourceVersion: '1' },
    LaunchTemplateData: { InstanceType: 't3.micro', UserData },
  });
  const aws = countedOn(directClients(sim.call));
  const version = (number: number) => ({ id: service.templateId, version: number });
  const said = await readDifference(aws, version(1), version(2));
  t.strictSame(said.toSorted(), ['InstanceType is t3.micro, and was t3.small', 'UserData differs']);
  t.strictSame(await readDifference(aws, version(2), version(2)), []);
});
