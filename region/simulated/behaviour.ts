import type { ProbeResult } from '../balancer/balancer.ts';

/** Seconds, drawn anew for each machine. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A line on a console, and when it is written: seconds after the boot. */
export interface Line {
  readonly after: number;
  readonly text: string;
}

/** How the machines of an image behave. */
export interface Behaviour {
  readonly boot: Boot;
  readonly health: Health;
  /** Goes off by itself so long after it booted; undefined: never. */
  readonly crash: Span | undefined;
  /** How long it takes to go off when it is told to. */
  readonly off: Span;
  /** What it writes to its console: at once, or line by line, so many seconds after its boot. */
  readonly console: string | readonly Line[];
}

export type Boot =
  | { readonly kind: 'boots'; readonly within: Span }
  | { readonly kind: 'fails'; readonly after: Span; readonly why: string }
  /** It is on its way until somebody ends it. */
  | { readonly kind: 'hangs' };

/** What health checks find, counted from the boot on. Before a machine is healthy the first time nobody listens. */
export type Health =
  | { readonly kind: 'healthy'; readonly after: Span }
  | { readonly kind: 'never'; readonly answer: ProbeResult }
  /** Healthy for so long only. */
  | { readonly kind: 'sickens'; readonly after: Span; readonly lasts: Span; readonly answer: ProbeResult };

/** One behaviour for all machines of an image, or one for each launch: the first is number 0. */
export type Script = Behaviour | ((launch: number) => Behaviour);

/** A machine that does what it should, and takes its time as a small one on EC2 does. */
export const WELL: Behaviour = {
  boot: { kind: 'boots', within: { from: 8, to: 20 } },
  health: { kind: 'healthy', after: { from: 1, to: 8 } },
  crash: undefined,
  off: { from: 1, to: 5 },
  console: '',
};

/** A span without a choice. */
export function exactly(seconds: number): Span {
  return { from: seconds, to: seconds };
}
