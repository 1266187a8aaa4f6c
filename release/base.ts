import { isOfAws } from '../roll/cloud.ts';
import { countedAt } from '../world/aws/fleet/counted.ts';
import { readGroup } from '../world/aws/fleet/group.ts';
import { readSubnets } from '../world/aws/fleet/places.ts';
import { dryRun, readVersions } from '../world/aws/fleet/template.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import type { Session } from './session.ts';

/**
 * Makes sure that the version of the template which somebody named can be rolled to with that image: the roll's own version is
 * made from it, instead of from the one that the group runs (ROLL.md 2).
 *
 * @throws Failure `usage` where the environment has several groups, `target-unknown`, `group-unfit`
 */
export async function checkBase(session: Session, version: number, image: string): Promise<void> {
  const { environment, name, place } = session;
  const [only, ...others] = environment.groups;
  if (only === undefined || others.length > 0) {
    const what = `--template names a version of one template, and ${name} has ${environment.groups.length} groups.`;
    throw new Failure({ code: 'usage', what, state: UNTOUCHED, next: 'leave it out' });
  }
  const aws = countedAt(place);
  const group = await readGroup(aws, only.name);
  const id = group?.template?.id ?? '';
  const found = await readVersions(aws, { id, version: String(version) }).catch((error: unknown) => {
    if (!isOfAws(error)) throw error;
    return undefined;
  });
  if (group === undefined || found === undefined) {
    throw new Failure({
      code: 'target-unknown',
      what: `There is no version ${version} of the template ${id} of the group ${only.name}.`,
      state: UNTOUCHED,
      next: `aws ec2 describe-launch-template-versions --launch-template-id ${id}`,
    });
  }
  const [place1] = await readSubnets(aws, group.subnets);
  if (place1 === undefined) return;
  const refusal = await dryRun(aws, { version: found.asked, subnet: place1.subnet, image, type: undefined });
  if (refusal === undefined) return;
  throw new Failure({
    code: 'group-unfit',
    what: `Version ${version} of the template ${id} cannot be launched with ${image}.`,
    why: refusal.text,
    state: UNTOUCHED,
    next: 'mend that version, or name another one',
  });
}
