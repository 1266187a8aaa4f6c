import { type Check, type Finding, fine, problem, warning } from '../finding.ts';
import type { Look } from '../look.ts';

/** The images of both versions: there, ready, of an account that is trusted, and allowed (ROLL.md 7). */
export const image: Check = (look) => {
  const { version, wanted, images } = look;
  if (images === undefined) return [];
  const back = version?.image;
  const target = wanted.image === undefined ? [] : faultOf(look, wanted.image);
  if (back === undefined || back === wanted.image || !back.startsWith('ami-')) return target;
  // Whether it starts is seen by trying: who owns what serves already is not ours to refuse.
  const wayBack = faultOf(look, back).map(({ kind, text }): Finding =>
    kind === 'problem' ? warning(`what serves now: ${text}`) : fine(`what serves now: ${text}`),
  );
  return [...target, ...wayBack];
};

function faultOf({ images = [], wanted }: Look, id: string): Finding[] {
  const found = images.find((one) => one.id === id);
  if (found === undefined) {
    const owners = (wanted.owners ?? ['self']).join(', ');
    return [
      problem(
        `the image ${id} is not there, or not of an account that the config names (${owners}): see environments.*.account and image.base.owner`,
      ),
    ];
  }
  if (found.state !== 'available') return [problem(`the image ${id} is ${found.state}`)];
  if (!found.allowed)
    return [problem(`the account's setting of allowed images does not let ${id} be launched`)];
  return [fine(`${id} (${found.name}) of ${found.owner}`)];
}
