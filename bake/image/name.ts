import type { BakeOrder } from './order.ts';
import type { Run } from './run.ts';

/** EC2's limit for an image's name. */
const LONGEST = 128;

/** `hello-1.2.0-b-20261121093000-1a2b3c-4d5e6f`: unique, for it ends in the run; what neither EC2 nor Packer would take becomes a `-`. */
export function imageName({ app, package: { version } }: BakeOrder, run: Run): string {
  const said = `${app}-${version}`.replaceAll(/[^A-Za-z0-9./_-]/g, '-');
  return `${said.slice(0, LONGEST - run.length - 1)}-${run}`;
}
