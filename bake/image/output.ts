/** A line of Packer's output without the marks that it puts before everything; undefined where nothing is left to show. */
export function shownLine(line: string): string | undefined {
  const text = line.replace(/^(==> |--> | {4})(amazon-ebs: ?)?/, '').trimEnd();
  return text === '' ? undefined : text;
}

/**
 * What went wrong, by the whole output of a bake that failed: the Ansible task with what it answered, else what Packer says
 * of itself, else the last lines.
 */
export function whatFailed(lines: readonly string[]): readonly string[] {
  const task = failedTask(lines);
  if (task.length > 0) return task;
  const own = lines.filter((line) => /^(\S+ )?error\b/i.test(line));
  return own.length > 0 ? [...new Set(own)].slice(-5) : lines.slice(-10);
}

const FATAL = /^(fatal|failed): \[/;

function failedTask(lines: readonly string[]): readonly string[] {
  const fatal = lines.findLastIndex((line) => FATAL.test(line));
  if (fatal === -1) return [];
  const heading = lines.slice(0, fatal).findLastIndex((line) => line.startsWith('TASK ['));
  const after = lines.slice(fatal + 1).findIndex((line) => /^(TASK|PLAY|RUNNING)\b/.test(line));
  const end = after === -1 ? lines.length : fatal + 1 + after;
  return [...lines.slice(heading, heading + 1), ...lines.slice(fatal, end)]
    .map((line) => line.replace(/ \*+$/, ''))
    .slice(0, 30);
}
