import {
  DeleteKeyPairCommand,
  DescribeInstancesCommand,
  GetConsoleOutputCommand,
  ImportKeyPairCommand,
  RunInstancesCommand,
  TerminateInstancesCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Test } from 'tap';
import { scratch } from '../bake/checkout.ts';

const run = promisify(execFile);

/** An instance that a test may log in to. */
export interface TestInstance {
  readonly id: string;
  /** Runs a line of shell as root. @returns what it wrote, without the last line break */
  shell(line: string): Promise<string>;
  /** What EC2 has of its console. */
  console(): Promise<string>;
}

/** Launches one of the image with that user data and the role `tiny`, and waits until it can be logged in to. */
export async function launch(
  t: Test,
  ec2: EC2Client,
  imageId: string,
  userData: string,
): Promise<TestInstance> {
  const key = await importKey(t, ec2);
  const { Instances = [] } = await ec2.send(
    new RunInstancesCommand({
      ...{ ImageId: imageId, InstanceType: 't3.small', MinCount: 1, MaxCount: 1, KeyName: key.name },
      IamInstanceProfile: { Name: 'tiny' },
      UserData: Buffer.from(userData).toString('base64'),
    }),
  );
  const id = Instances[0]?.InstanceId ?? '';
  t.teardown(() => ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] })));
  const shell = async (line: string) => {
    const words = [
      ...SSH,
      '-i',
      key.file,
      `admin@${await addressOf(ec2, id)}`,
      'sudo',
      'sh',
      '-c',
      quoted(line),
    ];
    return (await run('ssh', words)).stdout.trimEnd();
  };
  const console = async () => {
    const { Output = '' } = await ec2.send(new GetConsoleOutputCommand({ InstanceId: id, Latest: true }));
    return Buffer.from(Output, 'base64').toString();
  };
  await until(`${id} lets us in`, () =>
    shell('true').then(
      () => true,
      () => false,
    ),
  );
  return { id, shell, console };
}

const SSH = [
  '-o',
  'BatchMode=yes',
  '-o',
  'StrictHostKeyChecking=no',
  '-o',
  'UserKnownHostsFile=/dev/null',
  '-o',
  'LogLevel=ERROR',
  '-o',
  'ConnectTimeout=5',
];

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

async function importKey(t: Test, ec2: EC2Client): Promise<{ name: string; file: string }> {
  const file = join(scratch(t), 'key');
  const name = `test-${process.pid}-${performance.now()}`;
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
  await ec2.send(new ImportKeyPairCommand({ KeyName: name, PublicKeyMaterial: readFileSync(`${file}.pub`) }));
  t.teardown(() => ec2.send(new DeleteKeyPairCommand({ KeyName: name })));
  return { name, file };
}

async function addressOf(ec2: EC2Client, id: string): Promise<string> {
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  return Reservations?.[0]?.Instances?.[0]?.PublicIpAddress ?? '';
}

/** Waits until it holds. @throws Error naming what was waited for, after a minute */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`waited a minute, but not: ${what}`);
    await pause(200);
  }
}
