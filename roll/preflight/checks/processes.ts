import { type Check, fine, problem, warning } from '../finding.ts';
import { resumable } from '../suspended.ts';

/** Nothing is rolled where nothing launches, ends, or is registered. */
export const processes: Check = (look) => {
  const { needed, others } = resumable(look);
  const stopped = needed.map(({ process, reason, resumes }) =>
    resumes
      ? warning(`${process} is suspended (${reason}): it is resumed, and stays so`)
      : problem(`${process} is suspended (${reason}): resume it first, or with --resume-processes`),
  );
  if (stopped.length > 0) return stopped;
  return others.length === 0 ? [] : [fine(`suspended, and left so: ${others.join(', ')}`)];
};
