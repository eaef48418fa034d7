// Restarts an attempt to connect that gets no reply although the server replies to others:
// it was begun while the link was down, and what it sent, or the reply, is lost.
// Without this, a link that works again would be used only after the connect timeout.

// An attempt that takes longer than this is compared with probes, in ms. It doubles with each restart: the server may be slow.
const patienceMsMin = 500;

const probeIntervalMs = 250;

/**
 * As `begin`, which is called again, and its signal aborted, if it takes long and `probe` resolves meanwhile. `probe` is
 * called every 250 ms and resolves if the server replies; it rejects in time if not.
 */
export async function restartIfStalled<Result>(
  begin: (signal: AbortSignal) => Promise<Result>,
  probe: () => Promise<void>,
): Promise<Result> {
  for (let patienceMs = patienceMsMin; ; patienceMs *= 2) {
    const controller = new AbortController();
    const attempt = begin(controller.signal);
    if (!(await isStalled(attempt, patienceMs, probe))) return attempt;
    controller.abort();
    attempt.catch(() => undefined);
  }
}

// False once the attempt has ended; true once a probe got a reply while it has not.
function isStalled(
  attempt: Promise<unknown>,
  patienceMs: number,
  probe: () => Promise<void>,
): Promise<boolean> {
  return new Promise((resolve) => {
    const probeNow = (): void => {
      timer = setTimeout(probeNow, probeIntervalMs);
      probe().then(
        () => end(true),
        () => undefined,
      );
    };
    let timer = setTimeout(probeNow, patienceMs);
    const end = (stalled: boolean): void => {
      clearTimeout(timer);
      resolve(stalled);
    };
    attempt.then(
      () => end(false),
      () => end(false),
    );
  });
}
