// A promise that anyone may wait for and that is opened from outside, once.

/** A gate that is shut until it is opened. */
export interface Gate {
  readonly passed: Promise<void>;
  readonly open: () => void;
}

/** A gate, shut. */
export function createGate(): Gate {
  let open = (): void => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open: () => open() };
}
