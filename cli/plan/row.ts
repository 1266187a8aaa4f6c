/** A line of a plan: what it is of, and what is said. */
export function row(name: string, text: string): string {
  return `  ${name.padEnd(9)} ${text}`;
}
