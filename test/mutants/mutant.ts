import ts from 'typescript';

/** One change to one place of a source file, small enough that a person would make it by mistake. */
export interface Mutant {
  /** From the repository's root. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly becomes: string;
  /** 1-based. */
  readonly line: number;
  /** The line as it is written, without what is around it. */
  readonly text: string;
  readonly was: string;
  /** What is declared around it, whole, and where in that it stands: of a function that nobody touched the same, wherever it moved. */
  readonly around: string;
  readonly offset: number;
  /** How many changes of the same kind the same text of the same file has before this one. */
  readonly nth: number;
}

type Change = Pick<Mutant, 'start' | 'end' | 'becomes'>;

/** Each comparison, constant, clause and condition of a source file, changed once; of a table of rules, the order of each two neighbours. */
export function mutantsOf(file: string, source: string): Mutant[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const changes: Change[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isImportDeclaration(node)) return;
    changes.push(...changesOf(node, source));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  const seen = new Map<string, number>();
  return changes
    .toSorted((a, b) => a.start - b.start)
    .map((change) => {
      const { line } = tree.getLineAndCharacterOfPosition(change.start);
      const text = (source.split('\n')[line] ?? '').trim();
      const was = source.slice(change.start, change.end);
      const key = [text, was, change.becomes].join('\n');
      const nth = seen.get(key) ?? 0;
      seen.set(key, nth + 1);
      const { around, offset } = declarationAt(tree, change.start);
      return { file, ...change, line: line + 1, text, was, around, offset, nth };
    });
}

function declarationAt(tree: ts.SourceFile, place: number): Pick<Mutant, 'around' | 'offset'> {
  const around = tree.statements.find(({ end }) => end > place) ?? tree;
  return { around: around.getText(), offset: place - around.getStart() };
}

function changesOf(node: ts.Node, source: string): Change[] {
  if (ts.isBinaryExpression(node)) return [...comparisons(node), ...clauses(node, source)];
  if (ts.isNumericLiteral(node)) return [written(node, String(Number(node.text) + 1))];
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return [written(node, node.operand.getText())];
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [written(node, 'false')];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [written(node, 'true')];
  if (ts.isConditionalExpression(node)) return branches(node);
  if (ts.isIfStatement(node)) return [written(node.expression, 'false')];
  if (ts.isVariableDeclaration(node) && node.name.getText() === 'RULES') return neighbours(node, source);
  return [];
}

/** Each comparison and sum, as it is easily mistaken. */
const MISTAKEN: Readonly<Record<string, readonly string[]>> = {
  '<': ['<='],
  '<=': ['<'],
  '>': ['>='],
  '>=': ['>'],
  '===': ['!=='],
  '!==': ['==='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
};

function comparisons({ operatorToken, left, right }: ts.BinaryExpression): Change[] {
  const isText = [left, right].some((side) => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side));
  const token = operatorToken.getText();
  if (isText && token === '+') return [];
  return (MISTAKEN[token] ?? []).map((other) => written(operatorToken, other));
}

/** Of `a && b` and `a || b`, each clause left out. */
function clauses(node: ts.BinaryExpression, source: string): Change[] {
  if (!['&&', '||'].includes(node.operatorToken.getText())) return [];
  const text = ({ pos, end }: ts.Node) => source.slice(pos, end).trim();
  return [written(node, text(node.left)), written(node, text(node.right))];
}

function branches(node: ts.ConditionalExpression): Change[] {
  return [written(node.condition, 'true'), written(node.condition, 'false')];
}

function neighbours({ initializer }: ts.VariableDeclaration, source: string): Change[] {
  const table = initializer && unwrapped(initializer);
  if (table === undefined || !ts.isObjectLiteralExpression(table)) return [];
  return table.properties.slice(1).map((second, i) => {
    const first = table.properties[i] ?? second;
    const [start, end] = [first.getStart(), second.getEnd()];
    const between = source.slice(first.getEnd(), second.getStart());
    return { start, end, becomes: second.getText() + between + first.getText() };
  });
}

function unwrapped(node: ts.Expression): ts.Expression {
  return ts.isAsExpression(node) || ts.isSatisfiesExpression(node) ? unwrapped(node.expression) : node;
}

function written(node: ts.Node, becomes: string): Change {
  return { start: node.getStart(), end: node.getEnd(), becomes };
}
