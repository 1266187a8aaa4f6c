import type { ProbeResult } from '../balancer/balancer.ts';
import type { MachineSpec } from '../machines/machines.ts';
import { fraction, type Random } from '../random.ts';
import type { Behaviour, Health, Span } from './behaviour.ts';

/** A simulated machine: what it will do is drawn when it is first started. Times are seconds, counted from its boot. */
export interface Machine {
  readonly spec: MachineSpec;
  readonly behaviour: Behaviour;
  readonly bootsWithin: number;
  readonly healthyFrom: number;
  readonly healthyUntil: number;
  readonly crashesAt: number | undefined;
  readonly goesOffWithin: number;
  /** When its PID 1 began to run; undefined while it is off. Milliseconds since the epoch. */
  up: number | undefined;
}

/** @param random of this machine alone, so that it is the same whatever others do */
export function drawMachine(spec: MachineSpec, behaviour: Behaviour, random: Random): Machine {
  const draw = ({ from, to }: Span) => from + fraction(random) * (to - from);
  const { boot, health, crash, off } = behaviour;
  const healthyFrom = health.kind === 'never' ? Infinity : draw(health.after);
  return {
    spec,
    behaviour,
    bootsWithin:
      boot.kind === 'boots' ? draw(boot.within) : boot.kind === 'fails' ? draw(boot.after) : Infinity,
    healthyFrom,
    healthyUntil: health.kind === 'sickens' ? healthyFrom + draw(health.lasts) : Infinity,
    crashesAt: crash && draw(crash),
    goesOffWithin: draw(off),
    up: undefined,
  };
}

/** What a health check finds now. */
export function healthOf(machine: Machine, now: number): ProbeResult {
  const { up, behaviour, healthyFrom, healthyUntil } = machine;
  if (up === undefined) return { kind: 'timeout' };
  const age = (now - up) / 1000;
  if (behaviour.health.kind === 'never') return behaviour.health.answer;
  if (age < healthyFrom) return REFUSED;
  return age < healthyUntil ? OK : sick(behaviour.health);
}

/** What is on its console by now. */
export function consoleOf(machine: Machine | undefined, now: number): string {
  if (machine === undefined) return '';
  const { behaviour, up } = machine;
  if (typeof behaviour.console === 'string') return behaviour.console;
  const age = up === undefined ? -1 : (now - up) / 1000;
  return behaviour.console
    .filter(({ after }) => after <= age)
    .map(({ text }) => `${text}\n`)
    .join('');
}

const REFUSED: ProbeResult = { kind: 'failed', why: 'connection refused' };
const OK: ProbeResult = { kind: 'answered', status: 200 };

function sick(health: Health): ProbeResult {
  return health.kind === 'sickens' ? health.answer : OK;
}
