import type { LaunchTemplateSpecification } from '@aws-sdk/client-auto-scaling';

import type { TemplateChoice } from '../../model/autoscaling/state.ts';

/** A launch template and its version, as AWS shows them. */
export function templateView({ id, name, version }: TemplateChoice): LaunchTemplateSpecification {
  return { LaunchTemplateId: id, LaunchTemplateName: name, Version: version };
}
