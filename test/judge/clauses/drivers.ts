import type { Asker } from '../course.ts';
import type { Clause } from './clause.ts';

/** After a takeover one call at most lands of whoever drove before: the one that was on the wire (ROLL.md 7). */
export const takeover: Clause = (course, blame) => {
  const { drivers, groups } = course.case;
  const late = new Map<string, Asker[]>();
  let newest = 0;
  return (moment) => {
    if (moment.kind !== 'request' || moment.request.driver === undefined) return;
    const { request } = moment;
    const { driver = '', event, isDry, at } = request;
    if (!event.write || isDry) return;
    const turn = drivers.indexOf(driver);
    newest = Math.max(newest, turn);
    if (turn >= newest) return;
    const calls = [...(late.get(driver) ?? []), request];
    late.set(driver, calls);
    if (calls.length < 2) return;
    const what = `${calls.length} calls of ${driver} landed after ${drivers[newest] ?? ''} had taken over`;
    const name = groups.map((group) => group.name).join(', ');
    blame('takeover', { at, group: name, what, events: calls.map((call) => call.event) });
  };
};
