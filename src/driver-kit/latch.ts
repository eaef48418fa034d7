// An event that happens at most once and that any number of callers can wait for.

/** A latch: closed until `open` is called, then open for good. */
export interface Latch {
  /** Resolves when the latch is opened. */
  readonly opened: Promise<void>;
  /** Opens the latch. Further calls do nothing. */
  readonly open: () => void;
}

/** A closed latch. */
export function createLatch(): Latch {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
