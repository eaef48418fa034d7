// Where the records are: on one server, or spread over a cluster's primaries.
// The store sends to the server of a slot. A command that a server rejects with
// a redirection is sent there, because a rejected command was not applied.
import { createCall } from "../../../model/call.ts";
import type { DriverContext } from "../../../store/driver.ts";
import { clusterNodeError, errorWord } from "../redis-errors.ts";
import { type RedisServerInfo, readServerInfo } from "../redis-facts.ts";
import type { RedisAddress, RedisOptions } from "../redis-options.ts";
import { command } from "./redis-command.ts";
import { RedisConnection } from "./redis-connection.ts";
import { RedisRequest } from "./redis-request.ts";

const replicaIntervalMs = 5000;

/** The servers of a store. */
export interface RedisTopology {
  readonly isCluster: boolean;
  /** Changes when slots move or a server restarts; SCAN cursors are valid only while it stays the same. */
  readonly shape: string;
  /** Sends a request to the server of its slot; slot -1 means any server. */
  send(request: RedisRequest): void;
  /** Every primary, in an order that is stable while `shape` is. */
  primaries(): readonly RedisServer[];
  /** The server of a slot; undefined if it is not known at the moment. */
  serverOf(slot: number): RedisServer | undefined;
  /** Resolves when it is known whether the servers can be reached. */
  readonly firstAttempt: Promise<void>;
  close(): Promise<void>;
}

/** One server, with the connections to it. */
export class RedisServer {
  readonly address: RedisAddress;
  readonly main: RedisConnection;
  readonly #options: RedisOptions;
  readonly #context: DriverContext;
  readonly #hooks: ServerHooks;
  readonly #strong: RedisConnection[] = [];
  #nextStrong = 0;
  #replicasMax = 0;
  #countedAt = Number.NEGATIVE_INFINITY;

  constructor(options: RedisOptions, address: RedisAddress, context: DriverContext, hooks: ServerHooks) {
    this.address = address;
    this.#options = options;
    this.#context = context;
    this.#hooks = hooks;
    this.main = this.#connect(options.readTimeoutMs);
  }

  /** What it reported when it was last reached. */
  get info(): RedisServerInfo | undefined {
    return this.main.info;
  }

  /** The greatest number of replicas that it had so far: a replica that is down must still receive each strong write. */
  get replicas(): number {
    return this.#replicasMax;
  }

  /** A connection for writes that wait for replicas; WAIT blocks it. */
  strong(): RedisConnection {
    const { strongConnections, readTimeoutMs, strongTimeoutMs } = this.#options;
    const index = this.#nextStrong++ % strongConnections;
    const connection = this.#strong[index] ?? this.#connect(readTimeoutMs + strongTimeoutMs);
    this.#strong[index] = connection;
    return connection;
  }

  /** Counts the replicas in the background, unless that was done within the last 5 s. */
  countReplicas(): void {
    const { clock } = this.#context;
    const now = clock.monotonic();
    if (now - this.#countedAt < replicaIntervalMs) return;
    this.#countedAt = now;
    const call = createCall({ clock, deadline: now + this.#options.readTimeoutMs });
    this.main.send(
      new RedisRequest(command("info", "replication"), call, -1, (reply) => {
        if (Buffer.isBuffer(reply))
          this.#noteReplicas(readServerInfo(reply.toString("utf8"), undefined).replicas);
      }),
    );
  }

  #noteReplicas(replicas: number): void {
    this.#replicasMax = Math.max(this.#replicasMax, replicas);
  }

  async close(): Promise<void> {
    await Promise.all([this.main, ...this.#strong].map((connection) => connection.close()));
  }

  #connect(replyMsMax: number): RedisConnection {
    return new RedisConnection({
      options: this.#options,
      address: this.address,
      context: this.#context,
      replyMsMax,
      hooks: {
        opened: (_, info) => {
          this.#noteReplicas(info.replicas);
          this.#hooks.opened(info);
        },
        lost: () => this.#hooks.lost(),
        rejected: (connection, request, reply) => this.#hooks.rejected(connection, request, reply),
      },
    });
  }
}

/** What a server reports to its topology. */
export interface ServerHooks {
  readonly opened: (info: RedisServerInfo) => void;
  readonly lost: () => void;
  readonly rejected: (connection: RedisConnection, request: RedisRequest, reply: Error) => boolean;
}

/** One server, or the primary that sentinels name. */
export class SingleTopology implements RedisTopology {
  readonly isCluster = false;
  readonly #server: RedisServer;
  readonly #storeName: string;

  constructor(options: RedisOptions, context: DriverContext, opened: (info: RedisServerInfo) => void) {
    const [address = { host: "localhost", port: 6379 }] = options.addresses;
    this.#storeName = context.storeName;
    this.#server = new RedisServer(options, address, context, {
      opened,
      lost: () => {},
      rejected: (_, request, reply) => this.#rejectRedirection(request, reply),
    });
  }

  // If the handshake could not find out, because the user may not call INFO or CLUSTER, the first redirection shows it.
  #rejectRedirection(request: RedisRequest, reply: Error): boolean {
    const word = errorWord(reply.message);
    if (word !== "MOVED" && word !== "ASK") return false;
    request.settle(undefined, clusterNodeError(this.#storeName, reply));
    return true;
  }

  // A restarted server, or another one that replaced it, scans its keys in another order.
  get shape(): string {
    return this.#server.info?.runId ?? "";
  }

  get firstAttempt(): Promise<void> {
    return this.#server.main.firstAttempt;
  }

  send(request: RedisRequest): void {
    this.#server.main.send(request);
  }

  primaries(): readonly RedisServer[] {
    return [this.#server];
  }

  serverOf(): RedisServer {
    return this.#server;
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}
