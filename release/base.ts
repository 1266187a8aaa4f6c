import { isOfAws } from '../roll/cloud.ts';
import { countedAt } from '../world/aws/fleet/counted.ts';
import { readGroup } from '../world/aws/fleet/group.ts';
import { readVersions } from '../world/aws/fleet/template.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import type { Session } from './session.ts';

/**
 * Makes sure that the version of the template which somebody named is there: the roll's own version is made from it, instead of
 * from the one that the group runs (ROLL.md 2). Whether it can be launched is the preflight's to say.
 *
 * @throws Failure `usage` where the environment has several groups, `target-unknown`
 */
export async function checkBase({ environment, name, place }: Session, version: number): Promise<void> {
  const [only, ...others] = environment.groups;
  if (only === undefined || others.length > 0) {
    const what = `--template names a version of one template, and ${name} has ${environment.groups.length} groups.`;
    throw new Failure({ code: 'usage', what, state: UNTOUCHED, next: 'leave it out' });
  }
  const aws = countedAt(place);
  const id = (await readGroup(aws, only.name))?.template?.id;
  // A group that is not there, or has no template, is refused with all else that is wrong.
  if (id === undefined) return;
  const found = await readVersions(aws, { id, version: String(version) }).catch((error: unknown) => {
    if (!isOfAws(error)) throw error;
    return undefined;
  });
  if (found !== undefined) return;
  throw new Failure({
    code: 'target-unknown',
    what: `There is no version ${version} of the template ${id} of the group ${only.name}.`,
    state: UNTOUCHED,
    next: `aws ec2 describe-launch-template-versions --launch-template-id ${id}`,
  });
}
