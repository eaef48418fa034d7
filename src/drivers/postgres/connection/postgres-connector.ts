// Makes connections to one server. After a failed attempt no other is made until
// a backoff has passed: calls fail at once instead of waiting for a server that is
// down. Every client has an error listener.
import { Client, type ClientConfig } from "pg";
import { RetryState } from "../../../driver-kit/retry-state.ts";
import type { StoreError } from "../../../model/errors.ts";
import { closedError } from "../../../store/call-check.ts";
import type { DriverContext } from "../../../store/driver.ts";
import { translateError } from "../postgres-errors.ts";
import type { PostgresOptions } from "../postgres-options.ts";
import { negotiateConfig } from "./postgres-client-config.ts";
import { setUpSession } from "./postgres-session.ts";

const backoffBounds = { delayMsMin: 100, delayMsMax: 2_000 };

/** What all connections of a store share. */
export class PostgresConnector {
  readonly #options: PostgresOptions;
  readonly #context: DriverContext;
  readonly #retry: RetryState<unknown>;
  #isClosed = false;
  #negotiating: Promise<ClientConfig> | undefined;

  constructor(options: PostgresOptions, context: DriverContext) {
    this.#options = options;
    this.#context = context;
    this.#retry = new RetryState(backoffBounds, context.clock, context.random);
  }

  /** Throws `closed` after `close`, and the error of the last attempt while its backoff lasts; outcome `not-applied`. */
  check(): void {
    if (this.#isClosed) throw closedError();
    const failure = this.#retry.check();
    if (failure !== undefined) throw this.toStoreError(failure.cause, false);
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
    this.#retry.succeeded();
  }

  /** A connection could not be made. */
  failed(cause: unknown): void {
    this.#retry.failed(cause);
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
    this.#isClosed = true;
  }
}
