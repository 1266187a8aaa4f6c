/** Whether an HTTP status is one of those that a matcher names: `200`, `200,202`, `200-299`. */
export function matches(matcher: string, status: number): boolean {
  return matcher.split(',').some((part) => {
    const [first, last = first] = part.split('-').map(Number);
    return first !== undefined && last !== undefined && first <= status && status <= last;
  });
}

/** Whether AWS takes it as a matcher for HTTP: codes from 200 to 499, single ones, lists and ranges. */
export function isMatcher(text: string): boolean {
  return (
    /^\d{3}(-\d{3})?(,\d{3}(-\d{3})?)*$/.test(text) &&
    text.split(/[,-]/).every((code) => Number(code) >= 200 && Number(code) <= 499)
  );
}
