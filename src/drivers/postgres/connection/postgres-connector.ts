// Makes connections to the server of a store. After a failed attempt no other is made until
// a backoff has passed: calls fail at once instead of waiting for a server that is
// down. Every client has an error listener.
import { setMaxListeners } from "node:events";
import type { Client, ClientBase, ClientConfig } from "pg";
import { RetryState } from "../../../driver-kit/retry-state.ts";
import type { StoreError } from "../../../model/errors.ts";
import { closedError } from "../../../store/call-check.ts";
import type { DriverContext } from "../../../store/driver.ts";
import { translateError } from "../postgres-errors.ts";
import type { PostgresOptions } from "../postgres-options.ts";
import { clientConfig, serverTimeouts } from "./postgres-client-config.ts";
import { PostgresLogin } from "./postgres-login.ts";
import { type Pooling, type Session, type SessionTimeouts, setUpSession } from "./postgres-session.ts";

const backoffBounds = { delayMsMin: 100, delayMsMax: 500 };

// A connection of which nothing is known.
const unknownSession: Session = { isShared: true, isReadCommitted: false };

/** What all connections of a store share. */
export class PostgresConnector {
  readonly #options: PostgresOptions;
  readonly #context: DriverContext;
  readonly #retry: RetryState<unknown>;
  readonly #login: PostgresLogin;
  readonly #config: ClientConfig;
  readonly #closing = new AbortController();
  #onWrongServer: () => void = () => undefined;
  readonly #timeouts: SessionTimeouts;
  #sessions = new WeakMap<ClientBase, Session>();
  #pooling: Pooling;
  #isPoolerKnown: boolean;

  constructor(options: PostgresOptions, context: DriverContext) {
    this.#options = options;
    this.#context = context;
    // One for each attempt.
    setMaxListeners(0, this.#closing.signal);
    this.#login = new PostgresLogin(options, {
      random: context.random,
      closing: this.#closing.signal,
      warn: (text) => context.log({ level: "warn", message: `store ${context.storeName}: ${text}` }),
    });
    this.#config = clientConfig(options);
    this.#timeouts = serverTimeouts(options);
    this.#pooling = options.pooling;
    this.#isPoolerKnown = options.pooling === "transaction";
    this.#retry = new RetryState(backoffBounds, context.clock, context.random);
  }

  /** Throws `closed` after `close`, and the error of the last attempt while its backoff lasts; outcome `not-applied`. */
  check(): void {
    if (this.#closing.signal.aborted) throw closedError();
    const failure = this.#retry.check();
    if (failure !== undefined) throw this.toStoreError(failure.cause, false);
  }

  /**
   * A connected client, set up with `timeouts`. `onLost` is called when its connection ends, for whatever reason. Rejects with
   * what `pg` throws or with PostgresConnectError, after the failure was counted.
   */
  async connect(
    more: ClientConfig,
    onLost: (client: Client) => void,
    timeouts: SessionTimeouts = this.#timeouts,
  ): Promise<Client> {
    try {
      const client = await this.#login.connect({ ...this.#config, ...more }, (made) =>
        this.#setUp(made, timeouts),
      );
      client.on("error", (cause) => {
        onLost(client);
        this.#logLoss(cause);
      });
      client.on("end", () => onLost(client));
      return client;
    } catch (thrown) {
      if (this.#closing.signal.aborted) throw closedError();
      this.#retry.failed(thrown);
      throw thrown;
    }
  }

  async #setUp(client: Client, timeouts: SessionTimeouts): Promise<void> {
    const session = await setUpSession(client, this.#pooling, timeouts);
    this.#sessions.set(client, session);
    if (session.isShared) this.#logPooler();
  }

  /** What a connection of this connector keeps between statements. */
  sessionOf(client: ClientBase): Session {
    return this.#sessions.get(client) ?? unknownSession;
  }

  /** A connection did not keep its session: from now on neither this one nor any other is expected to. */
  sessionNotKept(): void {
    this.#pooling = "transaction";
    this.#sessions = new WeakMap();
    this.#logPooler();
  }

  #logPooler(): void {
    if (this.#isPoolerKnown) return;
    this.#isPoolerKnown = true;
    const { storeName } = this.#context;
    const message =
      `store ${storeName}: a pooler is between the store and Postgres. Statements are not prepared and nothing is kept in a ` +
      "session, which is right for every mode of the pooler; if it is session mode, pgbouncer=false makes calls faster";
    this.#context.log({ level: "info", message });
  }

  /** A connection was made. */
  succeeded(): void {
    this.#retry.succeeded();
  }

  /** Calls `listener` when a server no longer accepts writes and another one has to be found. */
  onWrongServer(listener: () => void): void {
    this.#onWrongServer = listener;
  }

  /** A server rejected a write because it is read-only: if one for writes is required, no connection to it is used again. */
  wrongServer(): void {
    const { targetSession } = this.#options;
    if (targetSession === "read-write" || targetSession === "primary") this.#onWrongServer();
  }

  /** As `translateError`, for this store. */
  toStoreError(thrown: unknown, sent: boolean): StoreError {
    return translateError(thrown, this.#context.storeName, sent);
  }

  /** No further connection is made, and attempts to reach a server end. */
  close(): void {
    this.#closing.abort();
  }

  #logLoss(cause: unknown): void {
    this.#context.log({ level: "warn", message: "a connection to Postgres was lost", cause });
  }
}
