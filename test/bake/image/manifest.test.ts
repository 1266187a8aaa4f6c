import t from 'tap';
import { imageInManifest } from '../../../bake/image/manifest.ts';

const build = (run: string, artifact: string) => ({
  name: 'amazon-ebs',
  builder_type: 'amazon-ebs',
  files: null,
  artifact_id: artifact,
  packer_run_uuid: 'f',
  custom_data: { run },
});
const manifest = (...builds: object[]) => JSON.stringify({ builds, last_run_uuid: 'f' });

t.test('the image is that of this run, wherever it stands in the file', (t) => {
  const text = manifest(
    build('b-1', 'eu-west-1:ami-1'),
    build('b-2', 'eu-west-1:ami-2'),
    build('b-3', 'eu-west-1:ami-3'),
  );
  t.equal(imageInManifest(text, 'b-2', 'eu-west-1'), 'ami-2');
  t.end();
});

t.test('the manifest that an earlier run left has nothing for this one', (t) => {
  t.equal(imageInManifest(manifest(build('b-1', 'eu-west-1:ami-1')), 'b-2', 'eu-west-1'), undefined);
  t.equal(imageInManifest(manifest({ ...build('b-1', 'x:y'), custom_data: null }), 'b-2', 'x'), undefined);
  t.end();
});

t.test('of an image in several regions, the one in the region asked for', (t) => {
  const text = manifest(build('b-1', 'eu-west-1:ami-1,eu-west-12:ami-12,us-east-1:ami-2'));
  t.equal(imageInManifest(text, 'b-1', 'eu-west-12'), 'ami-12');
  t.equal(imageInManifest(text, 'b-1', 'us-east-1'), 'ami-2');
  t.equal(imageInManifest(text, 'b-1', 'us-east-2'), undefined);
  t.end();
});
