/** How a local region stands. */
export type RegionReport =
  | { readonly kind: 'down'; readonly name: string }
  /** Its process was killed; what ran in it goes on with the next `up`. */
  | { readonly kind: 'stopped'; readonly name: string; readonly machines: number }
  | {
      readonly kind: 'up';
      readonly name: string;
      readonly endpoint: string;
      readonly pid: number;
      /** Milliseconds since the epoch. */
      readonly started: number;
      /** How many instances have a disk. */
      readonly machines: number;
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly accountId: string;
      /** The names of the regions at its endpoint, in each account. */
      readonly regions: readonly string[];
      /** A second account at its endpoint, to share with. */
      readonly other: {
        readonly accountId: string;
        readonly accessKeyId: string;
        readonly secretAccessKey: string;
      };
      /** The URL of its PostgreSQL server, as instances reach it and as this machine does. */
      readonly database?: { readonly inside: string; readonly outside: string };
      /** How it is broken; the words are those of the fault's kind. */
      readonly faults: readonly StandingFault[];
      /** How it behaves where AWS's documents do not say how AWS does, as far as somebody chose. */
      readonly switches: Readonly<Record<string, string>>;
    };

export interface StandingFault {
  readonly id: string;
  readonly kind: string;
  readonly words: string;
  /** How much longer it stands, and how often it still strikes, where that is bounded. */
  readonly seconds?: number;
  readonly times?: number;
}

/** A way to break a region: how it is typed, and what happens then. */
export interface FaultKind {
  readonly usage: string;
  readonly says: string;
}
