import { once } from 'node:events';
import net from 'node:net';

/**
 * Says commands to haproxy's runtime socket, in order, and gives what it answers.
 *
 * @throws Error when it does not listen, or does not take one of them
 */
export async function tell(socket: string, commands: readonly string[]): Promise<string> {
  let answers = '';
  for (const command of commands) answers += await tellOne(socket, command);
  return answers;
}

const REFUSAL = /^(No such|Unknown|Invalid|Require|Unsupported|This command is restricted|'set server)/m;

async function tellOne(path: string, command: string): Promise<string> {
  const socket = net.connect(path).setEncoding('utf8');
  let answer = '';
  socket.on('data', (text: string) => (answer += text));
  socket.end(`${command}\n`);
  await once(socket, 'close');
  if (REFUSAL.test(answer)) throw new Error(`haproxy does not take '${command}': ${answer.trim()}`);
  return answer;
}
