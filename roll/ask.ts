/** What somebody asks of whoever drives; obeyed within a tick (ROLL.md 7). */
export type Ask =
  | { readonly kind: 'pause'; readonly by: string }
  /** With `force` a stranger's template is overwritten. */
  | { readonly kind: 'abort'; readonly by: string; readonly force: boolean }
  | { readonly kind: 'give-way'; readonly by: string };

/** Why a driver leaves the group at rest before the roll's end. */
export interface Leave {
  readonly because: string;
  /** Whether a person is to say how it goes on: then only `resume`, `abort` and `rollback` move it (ROLL.md 7). */
  readonly onPurpose: boolean;
  /** Who drives on instead. */
  readonly for?: string;
}

/** Whether the driver has to leave: a signal, or somebody who asks for it. */
export function leaveFor(signal: AbortSignal, ask: Ask | undefined): Leave | undefined {
  if (ask?.kind === 'give-way') return { because: `it gave way to ${ask.by}`, onPurpose: false, for: ask.by };
  if (ask?.kind === 'pause') return { because: `${ask.by} paused it`, onPurpose: true };
  return signal.aborted ? { because: 'it was asked to stop', onPurpose: false } : undefined;
}
