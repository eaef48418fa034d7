// Waits for a promise, but not for longer than a timeout.

/**
 * What `promise` resolves to, or undefined after `msMax` ms. Rejects if the promise rejects before that; a later rejection is
 * dropped. Nothing is cancelled: the caller decides what happens to a late result.
 */
export async function within<Result>(promise: Promise<Result>, msMax: number): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, msMax, undefined);
  });
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
}
