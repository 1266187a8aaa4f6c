import { readFileSync } from 'node:fs';
import t from 'tap';
import { RULES } from '../../roll/decide.ts';
import { rollPage, ruleDocs } from './page.ts';
import { PAGE } from './write-page.ts';

/** Made once: its diagram asks the rules about every state of the smallest fleets. */
const text = rollPage();

t.test('docs/roll.md says what the rules are, and in which order', (t) => {
  t.equal(readFileSync(PAGE, 'utf8'), text, 'node test/roll/write-page.ts makes it current');
  t.end();
});

t.test('every rule says what it is for', (t) => {
  const lines = text.split('\n');
  for (const i of Object.keys(RULES).keys()) {
    t.ok(
      lines.some((line) => line.startsWith(`${i + 1}. **`) && line.length > 60),
      `rule ${i + 1}`,
    );
  }
  t.end();
});

t.test('a rule is found by its name and its comment', (t) => {
  const source =
    '/** Not it. */\nconst a = 1;\n\n/**\n * Two\n * lines.\n */\nexport const b: Rule = () => undefined;\n';
  t.strictSame([...ruleDocs([source])], [['b', 'Two lines.']]);
  t.end();
});
