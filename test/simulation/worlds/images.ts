import { type Behaviour, exactly, type Script, WELL } from '../../../region/simulated/behaviour.ts';
import type { GroupOrder, Quality } from './world.ts';

/** How the machines of an image behave that is of such quality. */
export function scriptOf({ boot, healthy }: GroupOrder, quality: Quality): Script {
  const good: Behaviour = {
    ...WELL,
    boot: { kind: 'boots', within: boot },
    health: { kind: 'healthy', after: healthy },
  };
  const bad: Behaviour = { ...good, health: { kind: 'never', answer: SICK }, console: 'it does not work\n' };
  switch (quality.kind) {
    case 'good':
      return good;
    case 'bad':
      return bad;
    case 'crashes':
      return { ...good, crash: exactly(quality.after) };
    case 'sickens':
      return {
        ...good,
        health: { kind: 'sickens', after: healthy, lasts: exactly(quality.after), answer: SICK },
      };
    case 'some-bad':
      return (launch) => (launch % quality.every === quality.first % quality.every ? bad : good);
  }
}

const SICK = { kind: 'answered', status: 500 } as const;
