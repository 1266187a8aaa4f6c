/**
 * The two blocks by which Terraform leaves to bakeroll what a roll moves (docs/terraform.md): without them an apply in mid-roll
 * resets sizes, resumes AZRebalance, deletes tags and reverts the image.
 */
export const LIFECYCLE: readonly string[] = [
  'resource "aws_launch_template" … {',
  '  lifecycle { ignore_changes = [image_id, description] }',
  '}',
  '',
  'resource "aws_autoscaling_group" … {',
  '  lifecycle {',
  '    ignore_changes = [launch_template, desired_capacity, min_size, max_size, suspended_processes, tag]',
  '  }',
  '}',
];
