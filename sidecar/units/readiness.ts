// Whether calls can be sent to the process, and if not, why: one rule for every probe.
import type { Readiness } from "../dapr/index.ts";
import type { StoreDirectory } from "../stores/index.ts";

/** The readiness of the process. */
export class ProcessReadiness {
  readonly #directory: StoreDirectory;
  #listening = false;

  constructor(directory: StoreDirectory) {
    this.#directory = directory;
  }

  /** Whether the gRPC port is listened on. */
  get listening(): boolean {
    return this.#listening;
  }

  /** Marks the gRPC port as listening. */
  listens(): void {
    this.#listening = true;
  }

  /** The current readiness. */
  read(): Readiness {
    const { unreached, leaving, draining } = this.#directory;
    const waitingFor = [...unreached];
    if (!this.#listening) waitingFor.push("gRPC");
    if (leaving || draining) waitingFor.push("the end");
    return { ready: waitingFor.length === 0, waitingFor };
  }
}
