// A Redis Cluster: which primary has which slot. The slot map is read from any
// node that replies, primary or replica, and read again when a node redirects or is
// lost. The client
// library's cluster mode is not used, because it queues commands while a node is
// away and sends them again when a connection breaks.
import { setTimeout as sleep } from "node:timers/promises";
import { createCall } from "../../../model/call.ts";
import { type StoreError, violationError } from "../../../model/errors.ts";
import type { DriverContext } from "../../../store/driver.ts";
import { connectError, errorWord } from "../redis-errors.ts";
import type { RedisAddress, RedisOptions } from "../redis-options.ts";
import { addressName, addressOf } from "./redis-address.ts";
import { command } from "./redis-command.ts";
import type { RedisConnection } from "./redis-connection.ts";
import { RedisRequest } from "./redis-request.ts";
import { slotCount } from "./redis-slot.ts";
import { RedisServer, type RedisTopology } from "./redis-topology.ts";

interface SlotRange {
  readonly first: number;
  readonly last: number;
  /** The primary. */
  readonly name: string;
  /** The primary and its replicas. */
  readonly nodes: readonly string[];
}

const refreshIntervalMs = 15_000;
const refreshPauseMs = 100;
const tryAgainMs = 50;

// CLUSTER SLOTS: a list of [first, last, [host, port, …] of the primary, the same of each replica, …].
function readRanges(reply: unknown, source: RedisAddress | undefined): SlotRange[] {
  if (!Array.isArray(reply)) return [];
  return reply.flatMap((range: unknown) => {
    if (!Array.isArray(range)) return [];
    const [first, last, ...members] = range;
    const nodes = members.flatMap((member: unknown) => readNode(member, source));
    const [name] = nodes;
    return name === undefined ? [] : [{ first: Number(first), last: Number(last), name, nodes }];
  });
}

// An empty host means the host of the node that replied.
function readNode(member: unknown, source: RedisAddress | undefined): string[] {
  if (!Array.isArray(member)) return [];
  const [host, port] = member;
  const text = host === null || host === undefined ? "" : String(host);
  const ownHost = source !== undefined && "host" in source ? source.host : "";
  return [`${text === "" ? ownHost : text}:${Number(port)}`];
}

/** The primaries of a cluster. */
export class ClusterTopology implements RedisTopology {
  readonly isCluster = true;
  readonly firstAttempt: Promise<void>;
  readonly #options: RedisOptions;
  readonly #context: DriverContext;
  readonly #changed: () => void;
  readonly #servers = new Map<string, RedisServer>();
  readonly #owners: (string | undefined)[] = new Array(slotCount);
  readonly #timer: NodeJS.Timeout;
  // Requests that arrived before the slot map was known.
  #waiting: RedisRequest[] = [];
  #names: readonly string[] = [];
  // All nodes of the last slot map, replicas too.
  #nodes: readonly string[] = [];
  #ranges = "";
  // Why the last node that was queried does not know the slots.
  #slotsError: StoreError | undefined;
  #isClosed = false;
  #refreshing: Promise<void> | undefined;
  #needsRefresh = false;

  constructor(options: RedisOptions, context: DriverContext, changed: () => void) {
    this.#options = options;
    this.#context = context;
    this.#changed = changed;
    this.#timer = setInterval(() => this.#refreshSoon(), refreshIntervalMs);
    this.#timer.unref();
    this.firstAttempt = this.#refresh().then(() => this.#allAttempted());
  }

  get shape(): string {
    return `${this.#ranges} ${this.primaries()
      .map((server) => server.info?.runId ?? "")
      .join(" ")}`;
  }

  send(request: RedisRequest): void {
    const server = request.slot < 0 ? this.primaries()[0] : this.serverOf(request.slot);
    if (server !== undefined) {
      // Another node may have replaced one that is away.
      if (!server.main.isOpen) this.#refreshSoon();
      server.main.send(request);
      return;
    }
    if (this.#refreshing === undefined || this.#waiting.length >= this.#options.inFlightMax) {
      this.#refreshSoon();
      this.#sendUnknown(request);
      return;
    }
    this.#waiting.push(request);
  }

  primaries(): readonly RedisServer[] {
    return this.#names.flatMap((name) => this.#servers.get(name) ?? []);
  }

  serverOf(slot: number): RedisServer | undefined {
    const name = this.#owners[slot];
    return name === undefined ? undefined : this.#servers.get(name);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    // A refresh that is in progress waits for servers that may be unreachable, and may have added one meanwhile.
    const closeAll = () => Promise.all([...this.#servers.values()].map((server) => server.close()));
    await Promise.all([closeAll(), this.#refreshing]);
    await closeAll();
  }

  // A node that cannot be reached rejects it with the reason.
  #sendUnknown(request: RedisRequest): void {
    const [node] = this.#servers.values();
    if (node !== undefined && !node.main.isOpen) node.main.send(request);
    else request.settle(undefined, this.#slotsError ?? this.#unknownSlotError());
  }

  #unknownSlotError(): StoreError {
    return connectError(
      this.#context.storeName,
      new Error("CLUSTERDOWN no node knows the server of this slot"),
    );
  }

  async #allAttempted(): Promise<void> {
    await Promise.all(this.primaries().map((server) => server.main.firstAttempt));
  }

  #server(name: string): RedisServer {
    const known = this.#servers.get(name);
    if (known !== undefined) return known;
    const server = new RedisServer(this.#options, addressOf(name), this.#context, {
      opened: () => {
        this.#changed();
        if (this.#names.length === 0) this.#refreshSoon();
      },
      lost: () => this.#refreshSoon(),
      rejected: (connection, request, reply) => this.#redirect(connection, request, reply),
    });
    this.#servers.set(name, server);
    return server;
  }

  #redirect(connection: RedisConnection, request: RedisRequest, reply: Error): boolean {
    const word = errorWord(reply.message);
    if (word === "TRYAGAIN") {
      request.redirects += 1;
      setTimeout(() => connection.send(request), tryAgainMs);
      return true;
    }
    if (word !== "MOVED" && word !== "ASK") return false;
    const [, slot, target = ""] = reply.message.split(" ");
    const host = target.slice(0, target.lastIndexOf(":"));
    const { address } = connection;
    const ownHost = address !== undefined && "host" in address ? address.host : "";
    const name = host === "" ? `${ownHost}${target}` : target;
    request.redirects += 1;
    request.needsAsking = word === "ASK";
    if (word === "MOVED") {
      this.#owners[Number(slot)] = name;
      this.#refreshSoon();
    }
    const server = this.#server(name);
    // A write that waits for replicas has to use a connection for such writes.
    (request.isStrong ? server.strong() : server.main).send(request);
    return true;
  }

  #refreshSoon(): void {
    if (this.#isClosed) return;
    this.#needsRefresh = true;
    if (this.#refreshing === undefined) void this.#refresh();
  }

  #refresh(): Promise<void> {
    this.#refreshing ??= this.#refreshUntilCurrent().finally(() => {
      this.#refreshing = undefined;
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const request of waiting) this.#sendOrFail(request);
    });
    return this.#refreshing;
  }

  #sendOrFail(request: RedisRequest): void {
    const server = request.slot < 0 ? this.primaries()[0] : this.serverOf(request.slot);
    if (server === undefined) this.#sendUnknown(request);
    else server.main.send(request);
  }

  async #refreshUntilCurrent(): Promise<void> {
    do {
      this.#needsRefresh = false;
      await this.#refreshOnce();
      if (this.#needsRefresh && !this.#isClosed) await sleep(refreshPauseMs);
    } while (this.#needsRefresh && !this.#isClosed);
  }

  async #refreshOnce(): Promise<void> {
    const seeds = this.#options.addresses.map(addressName);
    const open = [...this.#servers].flatMap(([name, { main }]) => (main.isOpen ? [name] : []));
    const candidates = [...open, ...seeds, ...this.#nodes];
    for (const name of new Set(candidates)) {
      if (this.#isClosed) return;
      const server = this.#server(name);
      await server.main.firstAttempt;
      const ranges = server.main.isOpen ? await this.#readSlots(server) : [];
      if (ranges.length > 0) return this.#useRanges(ranges);
    }
  }

  #readSlots(server: RedisServer): Promise<SlotRange[]> {
    return new Promise((resolve) => {
      const { clock } = this.#context;
      const call = createCall({ clock, deadline: clock.monotonic() + this.#options.readTimeoutMs });
      const request = new RedisRequest(command("cluster", "SLOTS"), call, -1, (reply, error) => {
        this.#slotsError = error;
        resolve(readRanges(reply, server.main.address));
      });
      server.main.send(request);
    });
  }

  async #useRanges(ranges: readonly SlotRange[]): Promise<void> {
    this.#owners.fill(undefined);
    for (const { first, last, name } of ranges) this.#owners.fill(name, first, last + 1);
    this.#names = [...new Set(ranges.map(({ name }) => name))].toSorted();
    this.#nodes = [...new Set(ranges.flatMap(({ nodes }) => nodes))];
    const before = this.#ranges;
    this.#ranges = ranges
      .map(({ first, last, name }) => `${first}-${last}=${name}`)
      .toSorted()
      .join(",");
    for (const name of this.#names) this.#server(name);
    // A node without slots is closed; the configured addresses can be connected to again later.
    for (const [name, server] of this.#servers) {
      if (this.#names.includes(name)) continue;
      this.#servers.delete(name);
      void server.close();
    }
    if (this.#ranges !== before) this.#changed();
  }
}

/** The error of a transaction whose keys are in several slots. */
export function crossSlotError(): StoreError {
  const description =
    "on a Redis Cluster the keys of one transaction must be in one hash slot; give them a common part in braces, as in {cart42}";
  return violationError([{ path: ["mutations"], description }]);
}
