/** The accounts that an endpoint serves: the owner's, and another one to share with. */
export const ACCOUNTS = ['000000000000', '111111111111'] as const;

/** The names of the regions that an endpoint serves: its own, and the next: `eu-local-1` and `eu-local-2`. */
export function regionNames(name: string): [string, string] {
  const number = /\d+$/.exec(name)?.[0];
  return [name, number === undefined ? `${name}-2` : `${name.slice(0, -number.length)}${Number(number) + 1}`];
}
