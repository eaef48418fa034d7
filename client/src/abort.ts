// Listening to abort signals. Programs share one signal among many calls (for
// example the signal of a request, or of the process). Each signal has one
// listener regardless of the number of calls, because Node warns of a leak at
// the eleventh listener.
const listened = new WeakMap<
  AbortSignal,
  { readonly ends: Set<() => void>; readonly listener: () => void }
>();

/** Calls `end` once when the signal aborts, unless the returned function is called first. */
export function onAbort(signal: AbortSignal, end: () => void): () => void {
  const { ends, listener } = listened.get(signal) ?? listenTo(signal);
  // A new function for each registration, so that the same function can be registered twice.
  const entry = () => end();
  ends.add(entry);
  return () => {
    if (!ends.delete(entry) || ends.size > 0) return;
    signal.removeEventListener("abort", listener);
    listened.delete(signal);
  };
}

function listenTo(signal: AbortSignal) {
  const ends = new Set<() => void>();
  const listener = () => {
    listened.delete(signal);
    for (const end of [...ends]) end();
  };
  const entry = { ends, listener };
  signal.addEventListener("abort", listener, { once: true });
  listened.set(signal, entry);
  return entry;
}
