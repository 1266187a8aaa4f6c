/** Of a terminal of usual width. */
const WIDTH = 80;

/** A line of a plan, and more where it is long: what it is of, and what is said. */
export function row(name: string, text: string): string[] {
  return hanging(`  ${name.padEnd(9)} `, text);
}

/** The text after its head, no wider than a terminal; what goes on hangs under where it began. */
export function hanging(head: string, text: string): string[] {
  const [first = '', ...words] = text.split(' ');
  const lines = [first];
  for (const word of words) {
    const last = lines.at(-1) ?? '';
    if (head.length + last.length + 1 + word.length <= WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line, i) => (i === 0 ? head : ' '.repeat(head.length)) + line);
}
