// Scans keys by SCAN, one server after the other. A cursor holds the position of
// SCAN, the keys of the last step that did not fit the page, and a digest of the
// servers: SCAN's own cursor is valid on one server until it restarts, so a scan
// whose servers changed starts again. It may then return keys twice; it misses no
// key that exists all the time.
import { createHash } from "node:crypto";
import { cursorError } from "../../driver-kit/key-cursor.ts";
import type { Call } from "../../model/call.ts";
import { StoreError } from "../../model/errors.ts";
import type { StateRecord } from "../../model/record.ts";
import type { ScanPage, ScanQuery } from "../../store/state-store.ts";
import { command } from "./connection/redis-command.ts";
import { RedisRequest } from "./connection/redis-request.ts";
import type { RedisServer, RedisTopology } from "./connection/redis-topology.ts";
import { sideKeyPrefix } from "./redis-codec.ts";
import type { RedisReader } from "./redis-reader.ts";

// Most SCAN steps for one page. A page of a rare prefix in a large database may be empty and still have a cursor.
const stepsMax = 32;
const stepKeysMin = 10;
const stepKeysMax = 1000;

interface Position {
  /** Index of the server, in the order of the topology. */
  readonly server: number;
  /** SCAN's cursor on it. */
  readonly at: string;
  /** Keys of the last step that did not fit the page. */
  readonly leftover: readonly string[];
}

const start: Position = { server: 0, at: "0", leftover: [] };

/** The pattern for keys that begin with a prefix; every character of the prefix stands for itself. */
function patternOf(prefix: string): string {
  return `${prefix.replace(/[*?[\]\\^-]/g, "\\$&")}*`;
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 12);
}

function encodeCursor({ server, at, leftover }: Position, prefix: string, shape: string): string {
  const body = JSON.stringify([digest(prefix), digest(shape), server, at, ...leftover]);
  return Buffer.from(`${digest(body)}${body}`, "utf8").toString("base64url");
}

function decodeCursor(cursor: string, prefix: string, shape: string): Position {
  const text = Buffer.from(cursor, "base64url").toString("utf8");
  const body = text.slice(12);
  if (Buffer.from(text, "utf8").toString("base64url") !== cursor || digest(body) !== text.slice(0, 12))
    throw cursorError("is not a cursor of this store");
  const [ofPrefix, ofShape, server, at, ...leftover]: unknown[] = JSON.parse(body);
  if (ofPrefix !== digest(prefix)) throw cursorError("belongs to another prefix");
  if (ofShape !== digest(shape)) return start;
  return { server: Number(server), at: String(at), leftover: leftover.map(String) };
}

/** Whether this can be the key of a record: not a side key, and UTF-8. */
export function isRecordKey(key: string): boolean {
  return key !== "" && !key.startsWith(sideKeyPrefix) && !key.includes("\uFFFD");
}

/** One step of SCAN: the next cursor, and keys in any order, some of them possibly twice. */
export function scanStep(
  server: RedisServer,
  at: string,
  pattern: string,
  count: number,
  call: Call,
): Promise<{ readonly at: string; readonly keys: readonly string[] }> {
  return new Promise((resolve, reject) => {
    const body = command("scan", at, "MATCH", pattern, "COUNT", String(count));
    server.main.send(
      new RedisRequest(body, call, -1, (reply, error) => {
        if (error !== undefined) return reject(error);
        const [next, keys]: unknown[] = Array.isArray(reply) ? reply : [];
        resolve({ at: String(next), keys: Array.isArray(keys) ? keys.map(String).filter(isRecordKey) : [] });
      }),
    );
  });
}

/** Scans the keys of all servers of a store, in no order. */
export class RedisScanner {
  readonly #topology: RedisTopology;
  readonly #reader: RedisReader;

  constructor(topology: RedisTopology, reader: RedisReader) {
    this.#topology = topology;
    this.#reader = reader;
  }

  /** One page. */
  async page(query: ScanQuery, call: Call): Promise<ScanPage> {
    const { prefix, cursor, limit, view } = query;
    const { shape } = this.#topology;
    const from = cursor === undefined ? start : decodeCursor(cursor, prefix, shape);
    const { keys, next } = await this.#collect(from, query, call);
    const records = await readRecords(this.#reader, keys.slice(0, limit), view, call);
    return { records, cursor: next === undefined ? undefined : encodeCursor(next, prefix, shape) };
  }

  async #collect(
    from: Position,
    { prefix, limit }: ScanQuery,
    call: Call,
  ): Promise<{ keys: readonly string[]; next: Position | undefined }> {
    const pattern = patternOf(prefix);
    const servers = this.#topology.primaries();
    if (servers.length === 0) await this.#sendToAnyServer(call);
    const keys = new Set(from.leftover);
    let { server, at } = from;
    let count = Math.max(limit, stepKeysMin);
    // Cursor 0 again means that a server is done; the scan then starts on the next one.
    for (let step = 0; step < stepsMax && keys.size < limit && server < servers.length; step++) {
      const current = servers[server];
      if (current === undefined) break;
      const before = keys.size;
      const found = await scanStep(current, at, pattern, count, call);
      for (const key of found.keys) keys.add(key);
      at = found.at;
      if (at === "0") server += 1;
      count = nextCount(count, keys.size - before, limit - keys.size);
    }
    const [page, leftover] = [[...keys].slice(0, limit), [...keys].slice(limit)];
    const isOver = leftover.length === 0 && server >= servers.length;
    return { keys: page, next: isOver ? undefined : { server, at, leftover } };
  }

  // No node of the cluster was reached: any command fails with the reason.
  #sendToAnyServer(call: Call): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const done = (reply: unknown, error: StoreError | undefined) =>
        error ? reject(error) : resolve(reply);
      this.#topology.send(new RedisRequest(command("ping"), call, -1, done));
    });
  }
}

// Keys are spread evenly, so the yield of a step shows how many keys to scan for the rest of the page.
function nextCount(count: number, found: number, missing: number): number {
  const estimate = found === 0 ? count * 4 : Math.ceil((missing * count) / found);
  return Math.min(stepKeysMax, Math.max(stepKeysMin, estimate));
}

/** The records of some keys, without keys that are gone or hold no record. Rejects if the server cannot be reached. */
export async function readRecords(
  reader: RedisReader,
  keys: readonly string[],
  view: ScanQuery["view"],
  call: Call,
): Promise<readonly StateRecord[]> {
  const results = await reader.read(keys, view, call);
  return results.filter((result) => {
    if (!(result instanceof StoreError)) return result !== undefined;
    if (result.code !== "corrupt") throw result;
    return false;
  }) as readonly StateRecord[];
}
