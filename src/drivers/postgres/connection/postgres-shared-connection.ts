// One connection that single statements of many callers share. It pipelines: a
// statement is sent without waiting for the replies to those before it. The
// connection is made when it is first needed and replaced after it was lost.
import type { Client, ClientConfig } from "pg";
import { endClient, PostgresClientWatch } from "./postgres-client-watch.ts";
import type { PostgresConnector } from "./postgres-connector.ts";

type ConnectionState =
  | { readonly type: "disconnected" }
  | { readonly type: "connecting"; readonly connected: Promise<Client> }
  | { readonly type: "connected"; readonly client: Client; readonly watch: PostgresClientWatch };

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

  /** The client, if it is connected and not suspect. */
  get client(): Client | undefined {
    return this.#state.type === "connected" && !this.#state.watch.isSuspect ? this.#state.client : undefined;
  }

  /** Whether a statement has no reply although its caller's deadline has passed. */
  get isSuspect(): boolean {
    return this.#state.type === "connected" && this.#state.watch.isSuspect;
  }

  /** The statements in flight on the client, if it is this one. */
  watchOf(client: Client): PostgresClientWatch | undefined {
    return this.#state.type === "connected" && this.#state.client === client ? this.#state.watch : undefined;
  }

  /**
   * Connects, or joins the attempt that is being made; waits while the client is suspect. Throws or rejects as the
   * connector's `check` and `connect`.
   */
  connect(): Promise<Client> {
    if (this.#state.type === "connecting") return this.#state.connected;
    if (this.#state.type === "connected")
      return this.#state.watch.released.then(() => this.client ?? this.connect());
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
    if (this.watchOf(failed) === undefined) return;
    this.#state = disconnected;
    endClient(failed);
  }

  /** As `drop`, for the client that is connected. */
  dropCurrent(): void {
    if (this.#state.type === "connected") this.drop(this.#state.client);
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
        if (this.watchOf(lost) !== undefined) this.#state = disconnected;
      });
      this.#connector.succeeded();
      this.#state = { type: "connected", client, watch: new PostgresClientWatch(client) };
      return client;
    } catch (thrown) {
      this.#state = disconnected;
      throw thrown;
    }
  }
}
