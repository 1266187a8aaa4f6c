import { isDenied, type Unread } from '../ask.ts';
import { type Check, problem, warning } from '../finding.ts';

/** What AWS did not let be read or tried, by the name that a policy gives it. */
export const permissions: Check = ({ unread, trials }) => {
  const tried = trials.flatMap(({ refusal }) =>
    refusal !== undefined && isDenied(refusal.code) ? [refusal.text] : [],
  );
  return [
    ...unread.map((one) => (one.needed ? problem(sentence(one)) : warning(sentence(one)))),
    ...[...new Set(tried)].map((text) =>
      problem(`ec2:RunInstances is not allowed (or iam:PassRole of the instance profile): ${text}`),
    ),
  ];
};

function sentence({ action, code, text }: Unread): string {
  return isDenied(code) ? `${action} is not allowed: ${text}` : `${action}: ${code}: ${text}`;
}
