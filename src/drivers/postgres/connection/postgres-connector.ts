// Makes connections to one server. After a failed attempt no other is made until
// a backoff has passed: calls fail at once instead of waiting for a server that is
// down. Every client has an error listener.
import { Client, type ClientConfig } from "pg";
import { Backoff } from "../../../driver-kit/backoff.ts";
import type { StoreError } from "../../../model/errors.ts";
import { closedError } from "../../../store/call-check.ts";
import type { DriverContext } from "../../../store/driver.ts";
import { translateError } from "../postgres-errors.ts";
import type { PostgresOptions } from "../postgres-options.ts";
import { negotiateConfig } from "./postgres-client-config.ts";
import { setUpSession } from "./postgres-session.ts";

const backoffBounds = { delayMsMin: 100, delayMsMax: 2_000 };

type ServerState =
  | { readonly type: "reachable" }
  | { readonly type: "unreachable"; readonly cause: unknown; readonly retryTime: number }
  | { readonly type: "closed" };

const reachable: ServerState = { type: "reachable" };

/** What all connections of a store share. */
export class PostgresConnector {
  readonly #options: PostgresOptions;
  readonly #context: DriverContext;
  readonly #backoff: Backoff;
  #state: ServerState = reachable;
  #negotiating: Promise<ClientConfig> | undefined;

  constructor(options: PostgresOptions, context: DriverContext) {
    this.#options = options;
    this.#context = context;
    this.#backoff = new Backoff(backoffBounds, context.random);
  }

  /** Throws `closed` after `close`, and the error of the last attempt while its backoff lasts; outcome `not-applied`. */
  check(): void {
    const state = this.#state;
    if (state.type === "closed") throw closedError();
    if (state.type === "unreachable" && this.#context.clock.monotonic() < state.retryTime) {
      throw this.toStoreError(state.cause, false);
    }
  }

  /** The configuration of a client; TLS is negotiated once. */
  config(): Promise<ClientConfig> {
    this.#negotiating ??= negotiateConfig(this.#options).catch((thrown: unknown) => {
      this.#negotiating = undefined;
      throw thrown;
    });
    return this.#negotiating;
  }

  /**
   * A connected client. `onLost` is called when its connection ends, for whatever reason. Rejects with what `pg` throws, after
   * the failure was counted.
   */
  async connect(more: ClientConfig, onLost: (client: Client) => void): Promise<Client> {
    try {
      const client = new Client({ ...(await this.config()), ...more });
      client.on("error", (cause) => {
        onLost(client);
        this.logLoss(cause);
      });
      client.on("end", () => onLost(client));
      await client.connect();
      await this.#setUp(client);
      return client;
    } catch (thrown) {
      this.failed(thrown);
      throw thrown;
    }
  }

  // PgBouncer in transaction mode would give the settings to other clients.
  async #setUp(client: Client): Promise<void> {
    if (this.#options.pgbouncer) return;
    try {
      await setUpSession(client);
    } catch (thrown) {
      client.end().catch(() => undefined);
      throw thrown;
    }
  }

  /** A connection was made. */
  succeeded(): void {
    this.#backoff.reset();
    if (this.#state.type === "unreachable") this.#state = reachable;
  }

  /** A connection could not be made. */
  failed(cause: unknown): void {
    const retryTime = this.#context.clock.monotonic() + this.#backoff.next();
    if (this.#state.type !== "closed") this.#state = { type: "unreachable", cause, retryTime };
  }

  logLoss(cause: unknown): void {
    this.#context.log({ level: "warn", message: "a connection to Postgres was lost", cause });
  }

  /** As `translateError`, for this store. */
  toStoreError(thrown: unknown, sent: boolean): StoreError {
    return translateError(thrown, this.#context.storeName, sent);
  }

  /** No further connection is made. */
  close(): void {
    this.#state = { type: "closed" };
  }
}
