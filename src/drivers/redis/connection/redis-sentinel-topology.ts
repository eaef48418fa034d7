// The primary that sentinels name. What always holds: no write is sent to a server
// from the moment a sentinel reports that it is about to be replaced; a connection
// to a server that is no longer the primary is ended as soon as that is known, and
// the outcome of writes in flight on it is unknown.
import type { DriverContext } from "../../../store/driver.ts";
import type { RedisAddress, RedisOptions } from "../redis-options.ts";
import { addressName } from "./redis-address.ts";
import type { RedisRequest } from "./redis-request.ts";
import { RoleWatch, type ServerRole } from "./redis-role-watch.ts";
import { RedisSentinels } from "./redis-sentinels.ts";
import { RedisServer, type RedisTopology } from "./redis-topology.ts";

// How long writes wait for a promotion to end, in ms. A sentinel notices the end within about 1 s.
const holdMsMax = 5000;
const checkIntervalMs = 1000;
// How often to query the sentinels while not all of them can be watched, in ms.
const incompleteIntervalMs = 10_000;

/** The primary under Sentinel. */
export class SentinelTopology implements RedisTopology {
  readonly isCluster = false;
  readonly #context: DriverContext;
  readonly #sentinels: RedisSentinels;
  readonly #server: RedisServer;
  readonly #roles: RoleWatch;
  readonly #timer: NodeJS.Timeout;
  #holdTimer: NodeJS.Timeout | undefined;
  #replicas = 0;
  // The primary when writes began to wait.
  #heldPrimary: RedisAddress | undefined;
  #checkedAt = Number.NEGATIVE_INFINITY;
  #checking: Promise<void> | undefined;
  #needsCheck = false;
  #isClosed = false;

  constructor(options: RedisOptions, context: DriverContext, changed: () => void) {
    this.#context = context;
    this.#sentinels = new RedisSentinels(options, context, {
      promoting: () => this.#hold(),
      aborted: () => this.#release(),
      changed: () => void this.#check(),
    });
    this.#server = new RedisServer(options, () => this.#sentinels.locate(), context, {
      opened: (info) => {
        this.#replicas = info.replicas;
        // Another server may have been named since the attempt began.
        this.#leaveOthers();
        changed();
      },
      lost: () => {},
      rejected: () => false,
    });
    this.#roles = new RoleWatch(this.#server.main, context, options.readTimeoutMs, (role) =>
      this.#noteRole(role),
    );
    this.#timer = setInterval(() => this.#checkIfUnwatched(), checkIntervalMs).unref();
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

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    clearTimeout(this.#holdTimer);
    this.#roles.close();
    this.#sentinels.close();
    await this.#server.close();
  }

  #hold(): void {
    if (this.#isClosed || this.#holdTimer !== undefined) return;
    this.#heldPrimary = this.#sentinels.primary;
    this.#server.hold();
    this.#holdTimer = setTimeout(() => void this.#endHold(), holdMsMax);
  }

  #release(): void {
    clearTimeout(this.#holdTimer);
    this.#holdTimer = undefined;
    this.#server.release();
  }

  async #endHold(): Promise<void> {
    const timer = this.#holdTimer;
    await this.#check();
    // Meanwhile writes may wait for another promotion.
    if (this.#holdTimer === timer) this.#release();
  }

  #noteRole(role: ServerRole): void {
    this.#server.noteReplicas(role.replicas);
    // A replica that became the primary leaves the old one at once, before the sentinels know of it.
    const isFewer = role.replicas < this.#replicas;
    this.#replicas = role.replicas;
    if (!role.isPrimary) this.#server.drain();
    if (isFewer || !role.isPrimary) void this.#check();
  }

  #checkIfUnwatched(): void {
    const { watched } = this.#sentinels;
    const intervalMs = watched === "none" ? checkIntervalMs : incompleteIntervalMs;
    const sinceMs = this.#context.clock.monotonic() - this.#checkedAt;
    if (watched !== "all" && sinceMs >= intervalMs) void this.#check();
  }

  /** Queries the sentinels for the primary, and leaves any other server. Resolves after a round that began after the call. */
  #check(): Promise<void> {
    this.#needsCheck = true;
    this.#checking ??= this.#checkUntilCurrent();
    return this.#checking;
  }

  async #checkUntilCurrent(): Promise<void> {
    while (this.#needsCheck && !this.#isClosed) {
      this.#needsCheck = false;
      this.#checkedAt = this.#context.clock.monotonic();
      // Without a sentinel that replies, the server is the primary as far as is known.
      await this.#sentinels.locateAgain().then(
        () => this.#leaveOthers(),
        () => undefined,
      );
    }
    this.#checking = undefined;
  }

  #leaveOthers(): void {
    const { primary } = this.#sentinels;
    if (primary === undefined) return;
    const hasLeft = this.#server.leaveOthers(primary);
    // What waited goes to the new primary. The connection may have moved there by itself.
    if (hasLeft || this.#isPromoted(primary)) this.#release();
  }

  #isPromoted(primary: RedisAddress): boolean {
    const held = this.#heldPrimary;
    return this.#holdTimer !== undefined && held !== undefined && addressName(held) !== addressName(primary);
  }
}
