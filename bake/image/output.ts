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
  const heading = lines.slice(0, fatal).findLast((line) => line.startsWith('TASK ['));
  const after = lines.slice(fatal + 1);
  const end = after.findIndex((line) => !line.startsWith(' '));
  const answer = withoutNoise(end === -1 ? after : after.slice(0, end));
  return [...(heading === undefined ? [] : [heading.replace(/ \*+$/, '')]), ...answer.slice(-25)];
}

/** What Ansible answers with a failed task, and nobody asked for: what was run is in the role. */
const NOISE = /^ +(changed|cmd|delta|end|rc|start|stderr_lines|stdout_lines): /;

/** The answer is a mapping in YAML: a field goes with the deeper lines below it. */
function withoutNoise(answer: readonly string[]): readonly string[] {
  const indent = answer[0]?.search(/\S/) ?? 0;
  let isKept = true;
  return answer.filter((line) => {
    if (line.search(/\S/) === indent) isKept = !NOISE.test(line);
    return isKept;
  });
}
