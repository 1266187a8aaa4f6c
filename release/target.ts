/** What a roll is asked to go to. */
export type Target =
  | { readonly by: 'release'; readonly number: number }
  | { readonly by: 'image'; readonly id: string }
  | { readonly by: 'name'; readonly name: string };

/** `v42` is a release, `ami-0abc…` an image; anything else is an image's name. */
export function readTarget(text: string): Target {
  const release = /^v(\d+)$/.exec(text);
  if (release) return { by: 'release', number: Number(release[1]) };
  return /^ami-[0-9a-f]+$/.test(text) ? { by: 'image', id: text } : { by: 'name', name: text };
}
