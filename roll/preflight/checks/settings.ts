import { type Check, problem } from '../finding.ts';

/** Where the config says which settings the environment has, the user data has to say the same: an instance reads only that. */
export const settings: Check = ({ source, wanted: { settings: wanted } }) => {
  if (wanted === undefined || source === undefined) return [];
  const [, said] = /^BAKEROLL_SETTINGS=(.*)$/m.exec(source.userData) ?? [];
  if (said?.trim() === wanted) return [];
  return [
    problem(
      `the config has the settings at ${wanted}, and the template's user data says ${said ?? 'nothing of settings'}: put BAKEROLL_SETTINGS=${wanted} into it, or take \`settings\` out of the config`,
    ),
  ];
};
