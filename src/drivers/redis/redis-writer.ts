// Applies transactions: one script call each, in one round trip. What always holds:
// a transaction that cannot be applied as a whole is rejected before anything is
// sent; a `strong` one succeeds only when enough replicas have confirmed it on the
// connection that wrote it.

import type { Call } from "../../model/call.ts";
import { StoreError } from "../../model/errors.ts";
import type { PutMutation, Transaction } from "../../model/mutation.ts";
import type { TransactionResult } from "../../store/state-store.ts";
import { crossSlotError } from "./connection/redis-cluster.ts";
import { command, type RequestBody, scriptCall } from "./connection/redis-command.ts";
import { RedisRequest } from "./connection/redis-request.ts";
import { slotOf, tagOfSlot } from "./connection/redis-slot.ts";
import type { RedisServer, RedisTopology } from "./connection/redis-topology.ts";
import { decodePut, decodeTransaction, putCall, sideKeyPrefix, transactionArguments } from "./redis-codec.ts";
import { indexKey } from "./redis-index.ts";
import type { RedisOptions } from "./redis-options.ts";
import { transactionScript } from "./scripts/redis-scripts.ts";

interface AppliedWrite {
  readonly result: TransactionResult;
  readonly request: RedisRequest;
}

// The put of a transaction that consists of nothing else and returns no previous record.
function plainPut(transaction: Transaction): PutMutation | undefined {
  const [mutation] = transaction.mutations;
  if (transaction.mutations.length !== 1 || mutation?.type !== "put") return undefined;
  const needsMore = mutation.returnPrevious || mutation.hints?.clearsFirstWrite === true;
  return needsMore || transaction.idempotency !== undefined ? undefined : mutation;
}

/** The transactions of one call in rounds. Those of one round have different keys, so that their order does not matter. */
export function roundsOf(transactions: readonly Transaction[]): readonly (readonly number[])[] {
  const rounds: number[][] = [];
  const lastRound = new Map<string, number>();
  for (const [index, transaction] of transactions.entries()) {
    const round = Math.max(0, ...transaction.mutations.map(({ key }) => (lastRound.get(key) ?? -1) + 1));
    for (const { key } of transaction.mutations) lastRound.set(key, round);
    rounds[round] = [...(rounds[round] ?? []), index];
  }
  return rounds;
}

/** Applies transactions on a store's servers. */
export class RedisWriter {
  readonly #topology: RedisTopology;
  readonly #options: RedisOptions;
  readonly #storeName: string;

  constructor(topology: RedisTopology, options: RedisOptions, storeName: string) {
    this.#topology = topology;
    this.#options = options;
    this.#storeName = storeName;
  }

  /** Applies one transaction. The result is an error if it was not applied, or is not known to be. */
  async apply(transaction: Transaction, call: Call): Promise<TransactionResult> {
    const { mutations } = transaction;
    const [first] = mutations;
    if (first === undefined) return [];
    const slot = this.#topology.isCluster ? slotOf(first.key) : 0;
    if (this.#topology.isCluster && mutations.some(({ key }) => slotOf(key) !== slot))
      return crossSlotError();
    return transaction.consistency === "strong"
      ? this.#applyStrong(transaction, slot, call)
      : this.#applyOnce(transaction, slot, call);
  }

  #applyOnce(transaction: Transaction, slot: number, call: Call): Promise<TransactionResult> {
    return new Promise((resolve) => {
      this.#write(transaction, slot, call, undefined, ({ result }) => resolve(result));
    });
  }

  #write(
    transaction: Transaction,
    slot: number,
    call: Call,
    server: RedisServer | undefined,
    done: (written: AppliedWrite) => void,
  ): void {
    const put = this.#options.hasIndex ? undefined : plainPut(transaction);
    if (put === undefined || (put.hints?.asJson === true && this.#keepsDocuments(slot))) {
      this.#writeWhole(transaction, slot, call, server, done);
      return;
    }
    this.#send(putCall(put, call.clock.now()), slot, call, server, (reply, error, request) => {
      const result = error ?? decodePut(reply);
      if (result === "undecided") this.#writeWhole(transaction, slot, call, server, done);
      else done({ result, request });
    });
  }

  #writeWhole(
    transaction: Transaction,
    slot: number,
    call: Call,
    server: RedisServer | undefined,
    done: (written: AppliedWrite) => void,
  ): void {
    const keepsDocuments = this.#keepsDocuments(slot);
    const args = transactionArguments(transaction, call.clock.now(), {
      isIndexed: this.#options.hasIndex,
      keepsDocuments,
    });
    const body = scriptCall(transactionScript, this.#keysOf(transaction, slot, keepsDocuments), args);
    this.#send(body, slot, call, server, (reply, error, request) => {
      done({ result: error ?? decodeTransaction(transaction, reply), request });
    });
  }

  // Not known for a server that cannot be reached now, because another may replace it; then the script decides.
  #keepsDocuments(slot: number): boolean {
    const server = this.#topology.serverOf(slot);
    return server === undefined || !server.main.isOpen || server.info?.hasJson !== false;
  }

  #keysOf({ mutations, idempotency }: Transaction, slot: number, keepsDocuments: boolean): readonly string[] {
    const keys = mutations.map(({ key }) => key);
    if (idempotency !== undefined) keys.push(this.#sideKey("once", idempotency.key, slot));
    if (this.#options.hasIndex) for (const _ of mutations) keys.push(indexKey);
    if (!keepsDocuments) return keys;
    for (const mutation of mutations) {
      const isDocument = mutation.type === "put" && mutation.hints?.asJson === true;
      if (isDocument) keys.push(this.#sideKey("draft", String(keys.length), slot));
    }
    return keys;
  }

  // In a cluster a side key has to be in the slot of the transaction.
  #sideKey(kind: string, name: string, slot: number): string {
    const tag = this.#topology.isCluster ? `{${tagOfSlot(slot)}}` : "";
    return `${sideKeyPrefix}${kind}||${tag}${name}`;
  }

  #send(
    body: RequestBody,
    slot: number,
    call: Call,
    server: RedisServer | undefined,
    done: (reply: unknown, error: StoreError | undefined, request: RedisRequest) => void,
  ): void {
    const request = new RedisRequest(body, call, slot, (reply, error) => done(reply, error, request));
    request.isWrite = true;
    request.isStrong = server !== undefined;
    if (server === undefined) this.#topology.send(request);
    else server.strong().send(request);
  }

  async #applyStrong(transaction: Transaction, slot: number, call: Call): Promise<TransactionResult> {
    const server = this.#topology.serverOf(slot);
    server?.countReplicas();
    if (server === undefined || (server.info !== undefined && server.replicas === 0)) {
      return this.#applyOnce(transaction, slot, call);
    }
    const written = await new Promise<AppliedWrite>((resolve) => {
      this.#write(transaction, slot, call, server, resolve);
    });
    if (written.result instanceof StoreError) return written.result;
    const owner = this.#topology.serverOf(slot) ?? server;
    return owner.replicas === 0 ? written.result : this.#confirm(written, owner.replicas, call);
  }

  #confirm({ result, request }: AppliedWrite, replicas: number, call: Call): Promise<TransactionResult> {
    const required = Math.max(1, Math.floor((replicas + 1) / 2));
    const leftMs =
      call.deadline === Number.POSITIVE_INFINITY ? call.deadline : call.deadline - call.clock.monotonic();
    const waitMs = Math.max(1, Math.floor(Math.min(this.#options.strongTimeoutMs, leftMs)));
    const body = command("wait", String(required), String(waitMs));
    return new Promise((resolve) => {
      const wait = new RedisRequest(body, call, -1, (reply, error) => {
        if (error !== undefined) return resolve(error.with({ outcome: "unknown" }));
        resolve(Number(reply) >= required ? result : this.#unconfirmedError(Number(reply), required));
      });
      // WAIT covers only what was written on the same connection since it was opened.
      wait.requiredEpoch = request.connectionEpoch;
      request.connection?.send(wait);
    });
  }

  #unconfirmedError(confirmed: number, required: number): StoreError {
    return new StoreError(
      "unavailable",
      `store ${this.#storeName}: the primary has the write, but only ${confirmed} of the required ${required} replicas confirmed it in time`,
      { outcome: "unknown" },
    );
  }
}
