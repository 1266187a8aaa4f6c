import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { DescribeImagesCommand, DescribeSnapshotsCommand } from '@aws-sdk/client-ec2';
import t from 'tap';

import { only, startEc2 } from './scenario.ts';

const run = promisify(execFile);

t.test(
  'EC2-57 the amazon-ebs builder of Packer makes an image with its defaults, and leaves nothing else',
  async (t) => {
    const r = await startEc2(t);
    const folder = t.testdir();
    writeFileSync(
      join(folder, 'image.json'),
      JSON.stringify({ builders: [builder(r.endpoint, r.accessKey)] }),
    );
    const home = { PATH: '/usr/bin:/bin', HOME: folder, CHECKPOINT_DISABLE: '1' };
    const { stdout } = await run('/usr/bin/packer', ['build', '-color=false', 'image.json'], {
      cwd: folder,
      env: home,
    });
    t.match(stdout, /AMIs were created/);
    const { Images } = await r.ec2.send(new DescribeImagesCommand({ Owners: ['self'] }));
    t.match(only(Images), { Name: 'hello-1', Description: 'Hello', Tags: [{ Key: 'release', Value: 'v1' }] });
    const { Snapshots } = await r.ec2.send(new DescribeSnapshotsCommand({}));
    t.match(only(Snapshots), { Tags: [{ Key: 'release', Value: 'v1' }] });
    await r.settle();
    const { instances, keyPairs, securityGroups } = r.region.state.ec2;
    t.same(
      instances.map(({ state }) => state),
      ['terminated'],
    );
    t.same(keyPairs, []);
    t.same(
      securityGroups.map(({ name }) => name),
      ['default'],
    );
  },
);

/** Without SSH: the machines here have none. */
function builder(endpoint: string, accessKey: string): object {
  return {
    type: 'amazon-ebs',
    communicator: 'none',
    region: 'eu-test-1',
    custom_endpoint_ec2: endpoint,
    skip_metadata_api_check: true,
    skip_region_validation: true,
    access_key: accessKey,
    secret_key: 'secret',
    source_ami_filter: {
      filters: { name: 'debian-12-amd64-*', 'root-device-type': 'ebs', 'virtualization-type': 'hvm' },
      owners: ['136693071363'],
      most_recent: true,
    },
    instance_type: 't3.small',
    ami_name: 'hello-1',
    ami_description: 'Hello',
    tags: { release: 'v1' },
    snapshot_tags: { release: 'v1' },
    run_tags: { session: 'one' },
    run_volume_tags: { session: 'one' },
    aws_polling: { delay_seconds: 1, max_attempts: 60 },
  };
}
