import t from 'tap';
import { shownLine, whatFailed } from '../../../bake/image/output.ts';

t.test("Packer's marks are taken off, and empty lines are not shown", (t) => {
  t.equal(
    shownLine('==> amazon-ebs: Launching a source AWS instance...'),
    'Launching a source AWS instance...',
  );
  t.equal(shownLine('    amazon-ebs: TASK [base : Settings] ***'), 'TASK [base : Settings] ***');
  t.equal(shownLine('    amazon-ebs:   msg: no'), '  msg: no', "the text's own indentation stays");
  t.equal(shownLine("Build 'amazon-ebs' finished."), "Build 'amazon-ebs' finished.");
  t.equal(shownLine('==> amazon-ebs:'), undefined);
  t.end();
});

t.test('of a failed task, its name and what it answered, without what was run and when', (t) => {
  const lines = [
    'TASK [base : Settings] *********',
    'changed: [default]',
    'TASK [app : The package, exactly hello 1.0.0] *********',
    'fatal: [default]: FAILED! => ',
    '    changed: true',
    '    cmd: |-',
    '        set -eu',
    '        apt-get install hello=1.0.0',
    "    delta: '0:00:02.449762'",
    '    msg: non-zero return code',
    '    rc: 100',
    '    stderr: |-',
    "        E: Version '1.0.0' for 'hello' was not found",
    '    stderr_lines: <omitted>',
    'PLAY RECAP *********',
    'default : ok=4 failed=1',
    "Build 'amazon-ebs' errored: Error executing Ansible: Non-zero exit status: exit status 2",
  ];
  t.same(whatFailed(lines), [
    'TASK [app : The package, exactly hello 1.0.0]',
    '    msg: non-zero return code',
    '    stderr: |-',
    "        E: Version '1.0.0' for 'hello' was not found",
  ]);
  t.end();
});

t.test('where no task failed, what Packer says of itself', (t) => {
  const lines = [
    'Prevalidating AMI Name',
    'Error launching source instance: InsufficientInstanceCapacity',
    'Deleting security group...',
    "Build 'amazon-ebs' errored after 3 seconds",
  ];
  t.same(whatFailed(lines), ['Error launching source instance: InsufficientInstanceCapacity']);
  t.end();
});

t.test('where nobody says a thing, the last lines', (t) => {
  t.same(whatFailed(['one', 'two']), ['one', 'two']);
  t.same(whatFailed([]), []);
  t.end();
});
