import { spawn } from 'node:child_process';

/**
 * Runs a program of the system to its end and gives what it wrote to stdout.
 *
 * @param input what it reads from stdin
 * @throws Error with the command and what it wrote to stderr, when it is missing or exits with another code than 0
 */
export function run(program: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'pipe' });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(stdout);
      else
        reject(
          new Error(`${[program, ...args].join(' ')}: ${stderr.trim() || (signal ?? `exit ${code ?? ''}`)}`),
        );
    });
    // A program that does not read its input may have closed it before it was written.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
