// A sidecar as one of two writers of the same records: helpers that call its Dapr
// API over gRPC and HTTP.
import { status } from "@grpc/grpc-js";
import { StateStoreMethods } from "@pillion/proto";
import { DaprMethods } from "@pillion/proto/dapr";
import type { Method } from "@pillion/wire";

/** A record as a client of Dapr reads it. */
export interface SwapRecord {
  readonly data: string;
  readonly etag: string;
}

/** How to save. */
export interface SwapSave {
  readonly etag?: string | undefined;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly options?: { readonly concurrency?: number; readonly consistency?: number };
}

/** A running sidecar, daprd or Pillion. */
export interface SwapTarget {
  readonly call: <RI, RO, PI, PO>(method: Method<RI, RO, PI, PO, false, false>, request: RI) => Promise<PO>;
  readonly address: (name: "HTTP") => string;
}

/** One writer of the records of a store. */
export interface SwapWriter {
  readonly read: (key: string) => Promise<SwapRecord | undefined>;
  /** False on a mismatch; rejects on anything else. */
  readonly save: (key: string, value: string, etag?: string) => Promise<boolean>;
  /** False on a mismatch; rejects on anything else. */
  readonly remove: (key: string, etag?: string) => Promise<boolean>;
}

const unlessMismatch = (call: Promise<unknown>): Promise<boolean> =>
  call.then(
    () => true,
    (error: { code?: number }) => {
      if (error.code === status.ABORTED) return false;
      throw error;
    },
  );

/** One store of a sidecar. Keys have no prefix. */
export class SwapSidecar implements SwapWriter {
  readonly #sidecar: SwapTarget;
  readonly #store: string;

  constructor(sidecar: SwapTarget, store = "statestore") {
    this.#sidecar = sidecar;
    this.#store = store;
  }

  readonly read = async (key: string): Promise<SwapRecord | undefined> => {
    const { data, etag } = await this.#sidecar.call(DaprMethods.getState, { storeName: this.#store, key });
    const text = Buffer.from(data).toString();
    return etag === "" && text === "" ? undefined : { data: text, etag };
  };

  readonly save = (key: string, value: string, etag?: string): Promise<boolean> =>
    unlessMismatch(this.write(key, value, { etag }));

  readonly remove = (key: string, etag?: string): Promise<boolean> =>
    unlessMismatch(
      this.#sidecar.call(DaprMethods.deleteState, {
        storeName: this.#store,
        key,
        ...(etag !== undefined && { etag: { value: etag } }),
      }),
    );

  /** Saves with all options of a save. */
  write(key: string, value: string | Uint8Array, { etag, metadata, options }: SwapSave = {}) {
    const state = {
      key,
      value: Buffer.from(value),
      ...(etag !== undefined && { etag: { value: etag } }),
      ...(metadata && { metadata }),
      ...(options && { options }),
    };
    return this.#sidecar.call(DaprMethods.saveState, { storeName: this.#store, states: [state] });
  }

  /** The metadata of a record. */
  async metadata(key: string): Promise<Readonly<Record<string, string>>> {
    return (await this.#sidecar.call(DaprMethods.getState, { storeName: this.#store, key })).metadata;
  }

  /** Upserts and, where the value is undefined, deletes, all or none. */
  transact(records: Readonly<Record<string, string | undefined>>) {
    const operations = Object.entries(records).map(([key, value]) => ({
      operationType: value === undefined ? "delete" : "upsert",
      request: { key, value: Buffer.from(value ?? "") },
    }));
    return this.#sidecar.call(DaprMethods.executeStateTransaction, { storeName: this.#store, operations });
  }

  /** Reads in bulk, by key. */
  async bulk(keys: readonly string[]): Promise<Readonly<Record<string, string>>> {
    const request = { storeName: this.#store, keys: [...keys] };
    const { items } = await this.#sidecar.call(DaprMethods.getBulkState, request);
    return Object.fromEntries(items.map(({ key, data }) => [key, Buffer.from(data ?? []).toString()]));
  }

  /** All keys as listed by statestore.v1, sorted. */
  async list(prefix = ""): Promise<string[]> {
    const { entries } = await this.#sidecar.call(StateStoreMethods.list, { store: this.#store, prefix });
    return entries.map(({ key }) => key ?? "").toSorted();
  }

  /** Saves JSON over HTTP; its status. */
  async httpSave(items: readonly object[]): Promise<number> {
    const body = JSON.stringify(items);
    return (await fetch(this.#url(""), { method: "POST", body })).status;
  }

  /** Reads over HTTP. */
  async httpRead(key: string): Promise<{ status: number; text: string; etag: string | null }> {
    const response = await fetch(this.#url(`/${encodeURIComponent(key)}`));
    return {
      status: response.status,
      text: await response.text(),
      etag: response.headers.get("etag"),
    };
  }

  #url(rest: string): string {
    return `http://${this.#sidecar.address("HTTP")}/v1.0/state/${this.#store}${rest}`;
  }
}
