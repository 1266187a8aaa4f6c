import { type Check, fine, problem, warning } from '../finding.ts';

/** A version that moves by itself would deploy the new one by merely making it (ROLL.md 2). */
export const template: Check = (look) => {
  const { group, version, source, newest, uses = [], wanted } = look;
  if (group.template === undefined) return [];
  const moving = [
    ...new Map(uses.filter((use) => isMoving(use.version)).map((use) => [use.group, use])).values(),
  ];
  const others = moving.filter((use) => use.group !== wanted.group);
  const said = group.template.version;
  return [
    ...(isMoving(said)
      ? [
          problem(
            `its template version is ${said}: write a number (bakeroll adopt does), or any launch deploys whatever is newest`,
          ),
        ]
      : []),
    ...others.map((use) =>
      problem(
        `the group ${use.group} is on ${use.version} of the same template: making a version would deploy it there`,
      ),
    ),
    ...imageOf(look),
    ...(version === undefined || newest === undefined || newest <= Math.max(version.version, wanted.base ?? 0)
      ? []
      : [
          warning(
            `it runs version ${version.version} of its template, and the newest is ${newest}: what that changed is not taken`,
          ),
        ]),
    ...(version === undefined ? [] : [fine(`${version.id} version ${version.version}, by its number`)]),
    ...(wanted.base === undefined || source === undefined
      ? []
      : [fine(`the new version is made from version ${source.version} of it`)]),
  ];
};

function isMoving(version: string): boolean {
  return !/^\d+$/.test(version);
}

const imageOf: Check = ({ version }) => {
  if (version === undefined) return [];
  if (version.image === undefined)
    return [problem(`version ${version.version} of its template names no image`)];
  return version.image.startsWith('resolve:')
    ? [problem(`its template's image is ${version.image}: write an image's id (bakeroll adopt does)`)]
    : [];
};
