import { LineCounter, parseDocument, type Document } from 'yaml';
import type { Problem, ReadConfig } from './config.ts';
import { explain } from './explain.ts';
import { schema } from './schema.ts';

/**
 * Reads the text of a `bakeroll.yml`.
 *
 * @returns the config with every default filled in, or every problem at once, each with its place
 */
export function readConfig(text: string): ReadConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0)
    return { ok: false, problems: document.errors.map((error) => syntaxProblem(error)) };
  const read = schema.safeParse(document.toJS() ?? {});
  if (read.success) return { ok: true, config: read.data };
  const problems = read.error.issues.flatMap(explain).map(({ path, text }) => {
    const { line, col } = lines.linePos(offsetOf(document, path));
    return { path: path.join('.'), line, column: col, text };
  });
  return { ok: false, problems };
}

function syntaxProblem(error: {
  message: string;
  linePos?: readonly { line: number; col: number }[] | undefined;
}): Problem {
  const at = error.linePos?.[0];
  return {
    path: '',
    line: at?.line ?? 0,
    column: at?.col ?? 0,
    text: error.message.split('\n')[0] ?? error.message,
  };
}

/** Where the value at `path` stands, or the nearest thing around it that is there. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as { range?: readonly number[] } | undefined;
    if (node?.range?.[0] !== undefined) return node.range[0];
  }
  return 0;
}
