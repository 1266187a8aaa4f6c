/**
 * What the region did, instant by instant, for judges, benches and people. Appended to `events.ndjson` in the region's folder,
 * one JSON object a line, each with `at` (ms since the epoch).
 */
export type RegionEvent =
  | {
      readonly type: 'request';
      readonly service: string;
      readonly action: string;
      readonly write: boolean;
      readonly outcome: string;
    }
  | {
      readonly type: 'instance';
      readonly instanceId: string;
      readonly imageId: string;
      readonly state: string;
      readonly group?: string;
    }
  | {
      readonly type: 'member';
      readonly group: string;
      readonly instanceId: string;
      readonly imageId: string;
      readonly lifecycle: string;
    }
  | {
      readonly type: 'target';
      readonly targetGroup: string;
      readonly instanceId: string;
      readonly state: string;
      readonly reason?: string;
    }
  | {
      readonly type: 'sizes';
      readonly group: string;
      readonly min: number;
      readonly max: number;
      readonly desired: number;
    };

export interface EventLog {
  record(event: RegionEvent): void;
}
