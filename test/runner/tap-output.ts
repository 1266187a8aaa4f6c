/** What a run of tap said, read from its TAP output. */
export interface Tally {
  readonly passed: number;
  /** Skipped and todo assertions count as failed: a test that does not run proves nothing. */
  readonly failed: number;
}

/**
 * Counts assertions by tap's own last summary, which is missing where tap did not come to its end.
 *
 * @param code tap's exit code: a failure that no assertion shows is one of its own
 */
export function tally(output: string, code: number): Tally {
  const summary = [...output.matchAll(/^# \{ total: (\d+)(?:, pass: (\d+))?.*\}$/gm)].at(-1);
  const total = Number(summary?.[1] ?? 0);
  const passed = Number(summary?.[2] ?? 0);
  const failed = total - passed;
  const unseen = failed === 0 && (code !== 0 || total === 0);
  return { passed, failed: unseen ? 1 : failed };
}

/** The lines of whatever failed, each with its diagnosis, in the order of the output. */
export function failuresIn(output: string): readonly string[] {
  const lines = output.split('\n');
  return lines.flatMap((line, index) =>
    /^\s*not ok /.test(line) ? [line, ...diagnosis(lines, index + 1)] : [],
  );
}

/** The YAML block of a result, from `---` to `...`, where there is one. */
function diagnosis(lines: readonly string[], from: number): readonly string[] {
  if (lines[from]?.trim() !== '---') return [];
  const end = lines.findIndex((line, index) => index > from && line.trim() === '...');
  return lines.slice(from + 1, end === -1 ? undefined : end);
}

/** The line of a test file's end: `ok 3 - test/config/read.test.ts # time=12.3ms`; undefined for any other line. */
export function fileEnd(line: string): { readonly ok: boolean; readonly file: string } | undefined {
  const found = /^(not )?ok \d+ - (\S+\.test\.ts)\b/.exec(line);
  return found?.[2] === undefined ? undefined : { ok: found[1] === undefined, file: found[2] };
}
