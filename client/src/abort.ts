// Listening to abort signals. Programs share one signal among many calls (that
// of a request, or of the process); each signal gets one listener however many
// calls wait for it, because Node warns of a leak at the eleventh.
const waiting = new WeakMap<AbortSignal, { readonly ends: Set<() => void>; readonly listener: () => void }>();

/** Calls `end` when the signal aborts, once, unless the returned function is called before. */
export function onAbort(signal: AbortSignal, end: () => void): () => void {
  const { ends, listener } = waiting.get(signal) ?? listenTo(signal);
  // A wrapper of its own, so that the same function may wait twice.
  const own = () => end();
  ends.add(own);
  return () => {
    if (!ends.delete(own) || ends.size > 0) return;
    signal.removeEventListener("abort", listener);
    waiting.delete(signal);
  };
}

function listenTo(signal: AbortSignal) {
  const ends = new Set<() => void>();
  const listener = () => {
    waiting.delete(signal);
    for (const end of [...ends]) end();
  };
  const entry = { ends, listener };
  signal.addEventListener("abort", listener, { once: true });
  waiting.set(signal, entry);
  return entry;
}
