// Makes one connection: tries the hosts of a store in order, each address of a
// host, with and without TLS as the mode says, until a server accepts the login
// and suits (PostgreSQL documentation, 34.1.1.3 "Specifying Multiple Hosts").
import { Client, type ClientConfig } from "pg";
import { resolveHost, TcpConnectError } from "../../../driver-kit/tcp-connect.ts";
import {
  isLoginRejected,
  isWrongLogin,
  type PostgresConnectAttempt,
  PostgresConnectError,
  PostgresTlsError,
  PostgresUnsuitable,
} from "../postgres-connect-error.ts";
import type { PostgresOptions } from "../postgres-options.ts";
import { endClient } from "./postgres-client-watch.ts";
import { hostText, isSocketFolder, type PostgresHost, type TargetSession } from "./postgres-hosts.ts";
import { restartIfStalled } from "./postgres-login-restart.ts";
import { passwordInFile } from "./postgres-password-file.ts";
import { openSocket, PostgresTls, probeServer, type TlsUse, timeoutError } from "./postgres-socket.ts";

/** What a login depends on besides the options. */
export interface LoginContext {
  readonly random: () => number;
  /** Aborted when no connection is needed any more. */
  readonly closing: AbortSignal;
  readonly warn: (message: string) => void;
}

/** Sets up a client after its login. Rejects with what `pg` throws. */
export type SetUpClient = (client: Client) => Promise<void>;

// The maximum time for the reply to a probe, in ms.
const probeMsMax = 1_000;

/** Makes the connections of one store. */
export class PostgresLogin {
  readonly #options: PostgresOptions;
  readonly #context: LoginContext;
  readonly #tls: PostgresTls;
  // The warning about the password file, which is read for each connection.
  #lastWarning = "";

  constructor(options: PostgresOptions, context: LoginContext) {
    this.#options = options;
    this.#context = context;
    this.#tls = new PostgresTls(options);
  }

  /**
   * A client of the first host that suits, connected and set up; it ignores errors until it has a listener. Rejects with
   * PostgresConnectError, which has every attempt. Each attempt ends after the connect timeout.
   */
  async connect(config: ClientConfig, setUp: SetUpClient): Promise<Client> {
    const attempts: PostgresConnectAttempt[] = [];
    for (const target of passes(this.#options.targetSession)) {
      for (const host of this.#inOrder(this.#options.hosts)) {
        if (this.#context.closing.aborted) throw new PostgresConnectError(attempts);
        const client = await this.#connectHost(host, target, { config, setUp }, attempts);
        if (client !== undefined) return client;
        const last = attempts.at(-1);
        if (last !== undefined && isWrongLogin(last.cause)) throw new PostgresConnectError(attempts);
      }
    }
    throw new PostgresConnectError(attempts);
  }

  // Undefined if no address of the host can be used; the reasons are added to `attempts`.
  async #connectHost(
    host: PostgresHost,
    target: TargetSession,
    login: Login,
    attempts: PostgresConnectAttempt[],
  ): Promise<Client | undefined> {
    let left: readonly string[] = [];
    try {
      left = this.#inOrder(await this.#addresses(host));
    } catch (thrown) {
      attempts.push(...attemptsOf(host, thrown));
    }
    while (left.length > 0 && !this.#context.closing.aborted) {
      let tried: string | undefined;
      try {
        return await this.#connectAddress(host, left, target, login, (address) => {
          tried = address;
        });
      } catch (thrown) {
        attempts.push(...attemptsOf(host, thrown, tried));
        if (tried === undefined || isWrongLogin(thrown)) return undefined;
        left = left.filter((address) => address !== tried);
      }
    }
    return undefined;
  }

  async #connectAddress(
    host: PostgresHost,
    addresses: readonly string[],
    target: TargetSession,
    login: Login,
    onAddress: (address: string) => void,
  ): Promise<Client> {
    const [use, otherUse] = this.#tls.uses(host);
    let address: string | undefined;
    const { connectTimeoutMs } = this.#options;
    const attempt = (tlsUse: TlsUse): Promise<Client> => {
      const among = address === undefined ? addresses : [address];
      const begin = async (signal: AbortSignal): Promise<Client> => {
        const { socket, address: reached } = await openSocket(
          host,
          among,
          connectTimeoutMs,
          AbortSignal.any([signal, this.#context.closing]),
        );
        signal.addEventListener("abort", () => socket.destroy(timeoutError()), { once: true });
        if (signal.aborted) socket.destroy(timeoutError());
        address = reached ?? addresses[0];
        onAddress(address ?? "");
        return this.#logIn(socket, host, tlsUse, login);
      };
      return restartIfStalled(begin, () => probeServer(host, among, probeMsMax));
    };
    const client = await attempt(use).catch(async (thrown: unknown) => {
      if (otherUse === undefined || !mayTryOther(use, thrown)) throw thrown;
      // The role may also be missing or may not log in, so the first reason is kept.
      return attempt(otherUse).catch((other: unknown) => {
        throw other instanceof PostgresTlsError || isLoginRejected(other) ? thrown : other;
      });
    });
    if (target === "any") return client;
    const reason = await unsuitability(client, target).catch((thrown: unknown) => {
      endClient(client);
      throw thrown;
    });
    if (reason === undefined) return client;
    endClient(client);
    throw new PostgresUnsuitable(`${reason} (target_session_attrs=${this.#options.targetSession})`);
  }

  async #logIn(
    socket: Parameters<PostgresTls["secure"]>[0],
    host: PostgresHost,
    use: TlsUse,
    { config, setUp }: Login,
  ): Promise<Client> {
    const stream = await this.#tls.secure(socket, host, use, this.#options.connectTimeoutMs);
    const { database, user } = this.#options;
    const client = new Client({
      ...config,
      host: host.name,
      port: host.port,
      database,
      user,
      password: await this.#password(host),
      ssl: false,
      stream: () => connected(stream),
    });
    client.on("error", () => undefined);
    try {
      await client.connect();
      await setUp(client);
      return client;
    } catch (thrown) {
      stream.destroy();
      throw thrown;
    }
  }

  async #password(host: PostgresHost): Promise<string | undefined> {
    const { password, passwordFile, database, user } = this.#options;
    if (password !== undefined || passwordFile === undefined) return password;
    const login = { host: host.name, port: host.port, database, user };
    return passwordInFile(passwordFile, login, (text) => this.#warnOnce(text));
  }

  #warnOnce(text: string): void {
    if (text !== this.#lastWarning) this.#context.warn(text);
    this.#lastWarning = text;
  }

  async #addresses({ name, address }: PostgresHost): Promise<readonly string[]> {
    if (isSocketFolder(name)) return [name];
    return resolveHost(address ?? name, this.#options.connectTimeoutMs);
  }

  #inOrder<Item>(items: readonly Item[]): readonly Item[] {
    if (!this.#options.balancesLoad) return items;
    return items
      .map((item) => ({ item, position: this.#context.random() }))
      .toSorted((a, b) => a.position - b.position)
      .map(({ item }) => item);
  }
}

interface Login {
  readonly config: ClientConfig;
  readonly setUp: SetUpClient;
}

// `pg` connects its stream and waits for the event.
function connected(stream: Parameters<PostgresTls["secure"]>[0]): typeof stream {
  stream.connect = () => {
    queueMicrotask(() => {
      if (stream.destroyed) stream.emit("close");
      else stream.emit("connect");
      stream.resume();
    });
    return stream;
  };
  return stream;
}

// A standby is looked for first, then any server.
function passes(target: TargetSession): readonly TargetSession[] {
  return target === "prefer-standby" ? ["standby", "any"] : [target];
}

// As in libpq: `prefer` goes on without TLS if the handshake fails or the server rejects the login with TLS, `allow` with TLS
// if the server rejects the login without.
function mayTryOther(use: TlsUse, thrown: unknown): boolean {
  return isLoginRejected(thrown) || (use === "offered" && thrown instanceof PostgresTlsError);
}

// Why a server does not suit; undefined if it does. Rejects with what `pg` throws.
async function unsuitability(client: Client, target: TargetSession): Promise<string | undefined> {
  const text = "SELECT pg_is_in_recovery(), current_setting('transaction_read_only') = 'on'";
  const { rows } = await client.query<[boolean, boolean]>({ text, rowMode: "array" });
  const [isStandby = false, isReadOnly = false] = rows[0] ?? [];
  switch (target) {
    case "read-write":
      if (isStandby) return "it is a standby";
      return isReadOnly ? "it is read-only" : undefined;
    case "primary":
      return isStandby ? "it is a standby" : undefined;
    case "read-only":
      return isStandby || isReadOnly ? undefined : "it accepts writes";
    case "standby":
      return isStandby ? undefined : "it is not a standby";
    default:
      return undefined;
  }
}

function attemptsOf(
  host: PostgresHost,
  thrown: unknown,
  address?: string,
): readonly PostgresConnectAttempt[] {
  const place = (tried: string | undefined): string =>
    hostText(tried === undefined || isSocketFolder(host.name) ? host : { ...host, address: tried });
  if (!(thrown instanceof TcpConnectError)) return [{ place: place(address), cause: thrown }];
  return thrown.attempts.map((attempt) => ({ place: place(attempt.address), cause: attempt.cause }));
}
