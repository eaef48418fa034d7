// Where the records are: on one server, or spread over a cluster's primaries.
// The store sends to the server of a slot. A command that a server rejects with
// a redirection is sent there, because a rejected command was not applied.
import { isIP } from "node:net";
import { resolveHost } from "../../../driver-kit/tcp-connect.ts";
import { createCall } from "../../../model/call.ts";
import type { DriverContext } from "../../../store/driver.ts";
import { clusterNodeError, errorWord } from "../redis-errors.ts";
import { type RedisServerInfo, readServerInfo } from "../redis-facts.ts";
import type { RedisAddress, RedisOptions } from "../redis-options.ts";
import { addressName } from "./redis-address.ts";
import type { Locate } from "./redis-client.ts";
import { command } from "./redis-command.ts";
import { RedisConnection } from "./redis-connection.ts";
import { RedisRequest } from "./redis-request.ts";
import { RoleWatch, type ServerRole } from "./redis-role-watch.ts";

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
  /** Its address, or what returns it for each attempt to connect. */
  readonly target: RedisAddress | Locate;
  readonly main: RedisConnection;
  readonly #options: RedisOptions;
  readonly #context: DriverContext;
  readonly #hooks: ServerHooks;
  readonly #strong: RedisConnection[] = [];
  #nextStrong = 0;
  #isHeld = false;
  #replicasMax = 0;
  #countedAt = Number.NEGATIVE_INFINITY;

  constructor(
    options: RedisOptions,
    target: RedisAddress | Locate,
    context: DriverContext,
    hooks: ServerHooks,
  ) {
    this.target = target;
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

  /** Lets writes wait on all connections from now on, also on new ones, until `release` is called. */
  hold(): void {
    this.#isHeld = true;
    for (const connection of this.#connections) connection.hold();
  }

  /** Ends `hold`. */
  release(): void {
    this.#isHeld = false;
    for (const connection of this.#connections) connection.release();
  }

  /** It became a replica: reconnects when the requests in flight have their replies. */
  drain(): void {
    for (const connection of this.#connections) connection.drain();
  }

  /** Ends every connection to another address at once. Returns whether there was one. */
  leaveOthers(address: RedisAddress): boolean {
    const others = this.#connections.filter(
      (connection) =>
        connection.address !== undefined && addressName(connection.address) !== addressName(address),
    );
    for (const connection of others) connection.leave();
    return others.length > 0;
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
          this.noteReplicas(readServerInfo(reply.toString("utf8"), undefined).replicas);
      }),
    );
  }

  /** It has so many replicas now. */
  noteReplicas(replicas: number): void {
    this.#replicasMax = Math.max(this.#replicasMax, replicas);
  }

  async close(): Promise<void> {
    await Promise.all(this.#connections.map((connection) => connection.close()));
  }

  get #connections(): readonly RedisConnection[] {
    return [this.main, ...this.#strong];
  }

  #connect(replyMsMax: number): RedisConnection {
    return new RedisConnection({
      options: this.#options,
      target: this.target,
      context: this.#context,
      replyMsMax,
      hooks: {
        opened: (connection, info) => {
          this.noteReplicas(info.replicas);
          if (this.#isHeld) connection.hold();
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

/** One server. */
export class SingleTopology implements RedisTopology {
  readonly isCluster = false;
  readonly #server: RedisServer;
  readonly #roles: RoleWatch;
  readonly #storeName: string;
  readonly #connectTimeoutMs: number;

  constructor(options: RedisOptions, context: DriverContext, changed: () => void) {
    const [address = { host: "localhost", port: 6379 }] = options.addresses;
    this.#storeName = context.storeName;
    this.#connectTimeoutMs = options.connectTimeoutMs;
    this.#server = new RedisServer(options, address, context, {
      opened: (info) => {
        changed();
        if (!info.isPrimary) this.#warnOfReplica(context);
      },
      lost: () => {},
      rejected: (_, request, reply) => this.#rejectRedirection(request, reply),
    });
    this.#roles = new RoleWatch(this.#server.main, context, options.readTimeoutMs, (role) =>
      this.#noteRole(role),
    );
  }

  #noteRole(role: ServerRole): void {
    this.#server.noteReplicas(role.replicas);
    if (role.isPrimary) return;
    // The name may lead to another server by now; it is resolved when a connection is made.
    if (this.#server.main.info?.isPrimary !== false) this.#server.drain();
    else void this.#followName();
  }

  // A server that was a replica from the start may be the one that is meant, as long as the name leads to it.
  async #followName(): Promise<void> {
    const { target, main } = this.#server;
    if (typeof target === "function" || "path" in target || isIP(target.host) !== 0) return;
    const found = await resolveHost(target.host, this.#connectTimeoutMs).catch((): readonly string[] => []);
    const { remoteAddress } = main;
    if (found.length === 0 || remoteAddress === undefined) return;
    if (!found.includes(remoteAddress)) this.#server.drain();
  }

  // If the handshake could not find out, because the user may not call INFO or CLUSTER, the first redirection shows it.
  #rejectRedirection(request: RedisRequest, reply: Error): boolean {
    const word = errorWord(reply.message);
    if (word !== "MOVED" && word !== "ASK") return false;
    request.settle(undefined, clusterNodeError(this.#storeName, reply));
    return true;
  }

  #warnOfReplica({ log, storeName }: DriverContext): void {
    const message = `store ${storeName}: the server is a read-only replica: writes are rejected, and reads may return old values, until it becomes the primary`;
    log({ level: "warn", message });
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
    this.#roles.close();
    return this.#server.close();
  }
}
