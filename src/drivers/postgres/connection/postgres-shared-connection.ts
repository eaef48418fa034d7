// One connection that single statements of many callers share. It pipelines: a
// statement is sent without waiting for the replies to those before it. The
// connection is made when it is first needed and replaced after it was lost.
import type { Client, ClientConfig } from "pg";
import type { PostgresConnector } from "./postgres-connector.ts";

type ConnectionState =
  | { readonly type: "disconnected" }
  | { readonly type: "connecting"; readonly connected: Promise<Client> }
  | { readonly type: "connected"; readonly client: Client };

const disconnected: ConnectionState = { type: "disconnected" };

// The types of `pg` do not know the option.
const pipelined = { pipeline: true } as ClientConfig;

/** What a shared connection needs of its connector. */
type Connector = Pick<PostgresConnector, "check" | "connect" | "succeeded">;

/** A shared connection to the server of a connector. */
export class PostgresSharedConnection {
  readonly #connector: Connector;
  /** Statements in flight, for the owner to choose the least busy connection. */
  inFlight = 0;
  #state: ConnectionState = disconnected;

  constructor(connector: Connector) {
    this.#connector = connector;
  }

  /** The client, if it is connected. */
  get client(): Client | undefined {
    return this.#state.type === "connected" ? this.#state.client : undefined;
  }

  /** Connects, or joins the attempt that is being made. Throws or rejects as the connector's `check` and `connect`. */
  connect(): Promise<Client> {
    if (this.#state.type === "connecting") return this.#state.connected;
    this.#connector.check();
    const connected = this.#connect();
    this.#state = { type: "connecting", connected };
    return connected;
  }

  /**
   * Closes a client whose server cannot be used; the next statement makes another connection. Has no effect if the client
   * was dropped before: several statements in flight can fail, and the connection that replaces it is kept.
   */
  drop(failed: Client): void {
    if (this.client !== failed) return;
    this.#state = disconnected;
    failed.end().catch(() => undefined);
  }

  /** As `drop`, for the client that is connected. */
  dropCurrent(): void {
    if (this.client !== undefined) this.drop(this.client);
  }

  /** Waits for statements in flight, then closes the connection, also one that is being made. */
  async close(): Promise<void> {
    const state = this.#state;
    if (state.type === "connecting") await (await state.connected).end();
    if (state.type === "connected") await state.client.end();
  }

  async #connect(): Promise<Client> {
    try {
      const client = await this.#connector.connect(pipelined, (lost) => {
        if (this.client === lost) this.#state = disconnected;
      });
      this.#connector.succeeded();
      this.#state = { type: "connected", client };
      return client;
    } catch (thrown) {
      this.#state = disconnected;
      throw thrown;
    }
  }
}
