// Locks by key, in order of arrival. The last holder of a key removes it, so the map
// holds only keys that are in use.

/** Runs tasks that name the same key one after the other, in the order in which they were added. */
export class KeyLocks {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs a task after every earlier one with one of the same keys has ended. */
  run<T>(keys: readonly string[], task: () => Promise<T>): Promise<T> {
    const earlier = keys.flatMap((key) => this.#last.get(key) ?? []);
    const result = earlier.length === 0 ? task() : Promise.all(earlier).then(task);
    const ended: Promise<void> = result.then(
      () => this.#release(keys, ended),
      () => this.#release(keys, ended),
    );
    for (const key of keys) this.#last.set(key, ended);
    return result;
  }

  #release(keys: readonly string[], ended: Promise<unknown>): void {
    for (const key of keys) if (this.#last.get(key) === ended) this.#last.delete(key);
  }
}
