// A StateClient as a StateStore for the suite: each method makes the call that a
// program would make, and converts errors to the engine's. What the API cannot
// express (an expiry in the past, a fingerprint) fails; the subject lists these
// exceptions.
import { type Mutation as ClientMutation, type State, type StateClient, StateError } from "@pillion/client";
import { RpcError } from "@pillion/wire";
import {
  type Call,
  type Expiry,
  emptyValue,
  type Mutation,
  type MutationResult,
  type Precondition,
  type ReadOptions,
  type ReadResult,
  type ScanPage,
  type ScanQuery,
  type StateRecord,
  type StateStore,
  StoreError,
  type StoreFacts,
  type Transaction,
  type TransactionResult,
  transactionsMax,
} from "../../src/index.ts";

const wholeCallCodes: ReadonlySet<string> = new Set(["cancelled", "deadline", "closed", "unavailable"]);

/** A store behind a client, a connection and a sidecar's services. Closing it closes the client. */
export class ClientStore implements StateStore {
  readonly facts: StoreFacts;
  readonly #client: StateClient;
  readonly #inFlight = new Set<Promise<unknown>>();

  constructor(client: StateClient, facts: StoreFacts) {
    this.#client = client;
    this.facts = facts;
  }

  async read(
    keys: readonly string[],
    { consistency, view }: ReadOptions,
    call: Call,
  ): Promise<readonly ReadResult[]> {
    if (keys.length === 0) return [];
    const entries = await this.#read(this.#client.batchGet(keys, { ...optionsOf(call), consistency }));
    return entries.map((entry) => {
      if (entry.status === "failed") return storeErrorOf(entry.error);
      return entry.status === "found" ? recordOf(entry.state, view !== "full") : undefined;
    });
  }

  async commit(transactions: readonly Transaction[], call: Call): Promise<readonly TransactionResult[]> {
    const single = ({ mutations, idempotency }: Transaction) => mutations.length === 1 && !idempotency;
    if (transactions.length > 1 && transactions.every(single)) return this.#batchWrite(transactions, call);
    const results: TransactionResult[] = [];
    // In sequence, because transactions of the same key keep their order.
    for (const transaction of transactions)
      results.push(await this.#commitOne(transaction, call, transactions.length === 1));
    return results;
  }

  async scan({ prefix, cursor, limit, view }: ScanQuery, call: Call): Promise<ScanPage> {
    const options = { ...optionsOf(call), view, pageSize: limit, pageToken: cursor ?? "" };
    const page = await this.#read(this.#client.listPage(prefix, options));
    const records = page.entries.map((entry) =>
      typeof entry === "string" ? bareRecord(entry) : recordOf(entry, view !== "full"),
    );
    return { records, cursor: page.nextPageToken };
  }

  async ping(call: Call): Promise<void> {
    await this.#read(this.#client.exists("ping", optionsOf(call)));
  }

  /** Waits for the calls in flight, as a store does; a client would cancel them. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#inFlight);
    await this.#client.close();
  }

  async #commitOne(transaction: Transaction, call: Call, alone: boolean): Promise<TransactionResult> {
    const { consistency = "eventual", idempotency } = transaction;
    const [only, ...others] = transaction.mutations;
    const keeps = only?.type === "touch" && only.expiry.type === "keep" && only.precondition.type === "none";
    if (keeps && others.length === 0) return this.#touchThatKeeps(only, call);
    try {
      const options = {
        ...optionsOf(call),
        consistency,
        ...(idempotency && { idempotencyKey: idempotency.key }),
      };
      const results = await this.#track(this.#client.commit(clientMutations(transaction, call), options));
      return results.map(resultOf);
    } catch (error) {
      if (error instanceof StoreError && !(alone && wholeCallCodes.has(error.code))) return error;
      throw error;
    }
  }

  async #batchWrite(transactions: readonly Transaction[], call: Call): Promise<TransactionResult[]> {
    const results: TransactionResult[] = [];
    for (let start = 0; start < transactions.length; start += transactionsMax) {
      const mutations = transactions
        .slice(start, start + transactionsMax)
        .flatMap((transaction) => clientMutations(transaction, call));
      const entries = await this.#track(this.#client.batchWrite(mutations, optionsOf(call)));
      for (const entry of entries) {
        if (entry.status === "applied") results.push([resultOf(entry.result)]);
        else results.push(storeErrorOf(entry.error).with({ mutationIndex: 0 }));
      }
    }
    return results;
  }

  // In the API a read has no outcome; in the engine a failed read is not applied.
  async #read<R>(call: Promise<R>): Promise<R> {
    try {
      return await this.#track(call);
    } catch (error) {
      throw error instanceof StoreError ? error.with({ outcome: "not-applied" }) : error;
    }
  }

  // The API has no touch that keeps the expiry. Such a touch changes nothing, so a read has the same result.
  async #touchThatKeeps({ key }: Mutation, call: Call): Promise<TransactionResult> {
    const [found] = await this.read([key], { consistency: "strong", view: "metadata" }, call);
    if (found instanceof StoreError) return found;
    return [{ found: found !== undefined, version: found?.version, expireTime: found?.expireTime }];
  }

  async #track<R>(call: Promise<R>): Promise<R> {
    this.#inFlight.add(call);
    try {
      return await call;
    } catch (error) {
      throw error instanceof StateError ? storeErrorOf(error) : error;
    } finally {
      this.#inFlight.delete(call);
    }
  }
}

function optionsOf(call: Call): { timeoutMs: number; signal: AbortSignal } {
  const leftMs = Math.min(call.deadline - call.clock.monotonic(), 60_000);
  if (leftMs <= 0) throw new StoreError("deadline", "the deadline has passed", { outcome: "not-applied" });
  return { timeoutMs: Math.ceil(leftMs), signal: call.signal };
}

function storeErrorOf(error: StateError): StoreError {
  const { outcome, mutationIndex, retryDelayMs } = error;
  const known = outcome === "applied" ? "unknown" : outcome;
  // The client adds the key and the version of its own request to the sidecar's message.
  const message = error.cause instanceof RpcError ? error.cause.statusMessage : error.message;
  return new StoreError(error.code, message, {
    outcome: known,
    mutationIndex,
    retryDelayMs,
    cause: error,
  });
}

function bareRecord(key: string): StateRecord {
  return {
    key,
    value: emptyValue,
    contentType: "",
    kind: "persistent",
    version: "",
    createTime: undefined,
    updateTime: undefined,
    expireTime: undefined,
  };
}

function recordOf(state: State<Uint8Array | undefined>, withoutValue: boolean): StateRecord {
  const { key, value, contentType, kind, version, created, updated, expiry, staleAgeMs } = state;
  return {
    key,
    value: withoutValue || value === undefined ? emptyValue : value,
    contentType,
    kind,
    version,
    createTime: created?.getTime(),
    updateTime: updated?.getTime(),
    expireTime: expiry?.getTime(),
    ...(staleAgeMs !== undefined && { staleAgeMs }),
  };
}

function resultOf({
  found,
  version,
  counter,
  expiry,
  previous,
}: Awaited<ReturnType<StateClient["commit"]>>[number]): MutationResult {
  return {
    found,
    version,
    expireTime: expiry?.getTime(),
    ...(counter !== undefined && { value: counter }),
    ...(previous && { previous: recordOf(previous, false) }),
  };
}

function preconditionOf(precondition: Precondition) {
  switch (precondition.type) {
    case "none":
      return {};
    case "absent":
      return { ifAbsent: true };
    case "present":
      return { ifPresent: true };
    case "version":
      return { ifVersion: precondition.version };
  }
}

function expiryOf(expiry: Expiry, call: Call): { ttlMs?: number; expiry?: "keep" | "none" } {
  if (expiry.type === "after") return { ttlMs: expiry.ttlMs };
  if (expiry.type !== "at") return { expiry: expiry.type };
  // A slow machine may have passed the time already; the client takes no time to live below 1 ms.
  return { ttlMs: Math.max(1, expiry.time - call.clock.now()) };
}

function clientMutations({ mutations }: Transaction, call: Call): ClientMutation[] {
  return mutations.map((mutation) => clientMutation(mutation, call));
}

function clientMutation(mutation: Mutation, call: Call): ClientMutation {
  const { key } = mutation;
  const precondition = preconditionOf(mutation.precondition);
  switch (mutation.type) {
    case "put": {
      const { value, contentType, kind, returnPrevious } = mutation;
      const expiry = expiryOf(mutation.expiry, call);
      return { type: "set", key, value, contentType, kind, returnPrevious, ...expiry, ...precondition };
    }
    case "remove":
      return { type: "delete", key, returnPrevious: mutation.returnPrevious, ...precondition };
    case "add": {
      const { delta, initial } = mutation;
      return { type: "increment", key, delta, initial, ...expiryOf(mutation.expiry, call), ...precondition };
    }
    case "touch": {
      const expiry = expiryOf(mutation.expiry, call) as { ttlMs?: number; expiry?: "none" };
      return { type: "touch", key, ...expiry, ...precondition };
    }
    case "check":
      return { type: "check", key, ...precondition };
  }
}
