/** Whether an action may change something. */
export function isWrite(action: string): boolean {
  return !/^(Describe|Get|List)/.test(action);
}
