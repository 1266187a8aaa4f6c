import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../roll/decide.ts';
import { diagram, inWords } from './diagram.ts';
import { dimensionsPage } from './enumerated/dimensions.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'roll', 'rules');

/** The text of docs/roll.md: the rules of `decide`, in their order, each with the sentence that stands over it in the code. */
export function rollPage(): string {
  const says = ruleDocs(readdirSync(FOLDER).map((name) => readFileSync(join(FOLDER, name), 'utf8')));
  const rules = Object.keys(RULES).map(
    (name, i) => `${i + 1}. **${inWords(name)}**: ${says.get(name) ?? ''}`,
  );
  return [
    '# How a roll decides',
    '',
    'Made from the table `RULES` in `roll/decide.ts` by `node test/roll/write-page.ts`; a test compares.',
    '',
    'Every tick the group is looked at as a whole. The first rule that has an answer wins, and what it answers is done, each act checked against `roll/bounds.ts` once more. "Wanted" is the version of the goal, and the version that was found when the roll goes back. Nothing depends on which look this is: a roll that is taken up again looks, and goes on.',
    '',
    ...rules,
    '',
    '## The ways of a roll',
    '',
    'Each way from one phase to another that any state of a small fleet takes, with the rules that take it. At rest it can be taken up again, where it was.',
    '',
    diagram(),
    '',
    '## What is enumerated',
    '',
    'Each state of the small fleets in which the rules are asked, by `test/roll/exhaustive.test.ts`: whatever they answer keeps the promise, `bounds` agrees, and one of them answers. The test prints how many states have each value, and how often each rule answers: a thousand times at the least. Where nothing is under way and everything is as it should be, a state is calm, and meets more policies.',
    '',
    dimensionsPage(),
    '',
  ].join('\n');
}

/** Each rule's doc comment, by the rule's name. */
export function ruleDocs(sources: readonly string[]): Map<string, string> {
  const docs = sources.flatMap((source) => [
    ...source.matchAll(/\/\*\*\s*((?:(?!\*\/)[\s\S])*?)\s*\*\/\nexport const (\w+): Rule/g),
  ]);
  return new Map(
    docs.map(([, text = '', name = '']) => [name, text.replace(/^\* /, '').replaceAll(/\s*\n \* ?/g, ' ')]),
  );
}
