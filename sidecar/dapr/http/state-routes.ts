// The state routes of Dapr's HTTP API. They call the same verbs as the gRPC
// methods.
import { type ReadResult, StoreError } from "../../../src/index.ts";
import { DaprError } from "../texts/dapr-error.ts";
import { storeErrorText } from "../texts/store-error-text.ts";
import { type DaprMetadata, recordMetadata } from "../verbs/dapr-item.ts";
import type { DaprState } from "../verbs/dapr-state.ts";
import type { DaprStore } from "../verbs/dapr-store.ts";
import { type DaprHttpReply, type DaprHttpRequest, jsonReply, noContent, valueReply } from "./http-reply.ts";
import type { HttpRoute, RoutedRequest } from "./http-route.ts";
import { itemsOfBody, keysOfBody, operationsOfBody } from "./json-body.ts";
import { StreamedList } from "./streamed-list.ts";

const write = ["POST", "PUT"] as const;
const inState = { group: "state", version: "v1" } as const;

/** Every state route. */
export function stateRoutes(state: DaprState): readonly HttpRoute[] {
  const store = ({ parameters }: RoutedRequest) => state.store(parameters[0] ?? "");
  const key = ({ parameters }: RoutedRequest) => parameters[1] ?? "";
  return [
    {
      ...inState,
      methods: write,
      rpc: "saveState",
      template: "/v1.0/state/{store}",
      handle: async (routed) => save(state, store(routed), routed),
    },
    {
      ...inState,
      methods: write,
      rpc: "getBulkState",
      template: "/v1.0/state/{store}/bulk",
      handle: async (routed) => getBulk(state, store(routed), routed),
    },
    {
      ...inState,
      methods: write,
      rpc: "executeStateTransaction",
      template: "/v1.0/state/{store}/transaction",
      handle: async (routed) => transact(state, store(routed), routed),
    },
    {
      ...inState,
      methods: ["GET"],
      rpc: "getState",
      template: "/v1.0/state/{store}/{key}",
      handle: async (routed) => get(state, store(routed), key(routed), routed),
    },
    {
      ...inState,
      methods: ["DELETE"],
      rpc: "deleteState",
      template: "/v1.0/state/{store}/{key}",
      handle: async (routed) => remove(state, store(routed), key(routed), routed),
    },
    {
      group: "state",
      version: "v1alpha1",
      methods: write,
      rpc: "queryStateAlpha1",
      template: "/v1.0-alpha1/state/{store}/query",
      handle: async (routed) => query(state, store(routed), routed),
    },
  ];
}

const metadataPrefix = "metadata.";

function queryMetadata({ query }: DaprHttpRequest): DaprMetadata {
  const entries = [...query].filter(([name]) => name.startsWith(metadataPrefix));
  return Object.fromEntries(entries.map(([name, text]) => [name.slice(metadataPrefix.length), text]));
}

const contentTypeOf = ({ quirks }: DaprStore) => (quirks.marksHttpJson ? "application/json" : "");

async function get(
  state: DaprState,
  store: DaprStore,
  key: string,
  { request, call }: RoutedRequest,
): Promise<DaprHttpReply> {
  const consistency = request.query.get("consistency") === "strong" ? "strong" : "eventual";
  const record = await state.get(store, key, consistency, call);
  if (record === undefined) return noContent;
  const metadata = Object.entries(recordMetadata(record));
  return valueReply(record.value, {
    etag: record.version,
    ...Object.fromEntries(metadata.map(([name, text]) => [metadataPrefix + name, text])),
  });
}

async function save(state: DaprState, store: DaprStore, routed: RoutedRequest): Promise<DaprHttpReply> {
  const defaults = { contentType: contentTypeOf(store), metadata: queryMetadata(routed.request) };
  await state.save(store, itemsOfBody(await routed.body(), defaults), routed.call);
  return noContent;
}

async function remove(
  state: DaprState,
  store: DaprStore,
  key: string,
  { request, call }: RoutedRequest,
): Promise<DaprHttpReply> {
  const item = {
    key,
    value: new Uint8Array(0),
    etag: request.header("if-match"),
    metadata: queryMetadata(request),
    concurrency: request.query.get("concurrency") ?? "",
    consistency: request.query.get("consistency") ?? "",
    contentTypeDefault: "",
    isDecoded: false,
  };
  await state.delete(store, item, call);
  return noContent;
}

async function transact(state: DaprState, store: DaprStore, routed: RoutedRequest): Promise<DaprHttpReply> {
  await state.transact(store, operationsOfBody(await routed.body(), contentTypeOf(store)), routed.call);
  return noContent;
}

async function getBulk(state: DaprState, store: DaprStore, routed: RoutedRequest): Promise<DaprHttpReply> {
  const keys = keysOfBody(await routed.body());
  const list = new StreamedList(routed.request);
  await state.getBulk(store, keys, routed.call, async (results) => {
    for (const result of results) await list.add(bulkItemText(keys[list.count] ?? "", result));
  });
  return list.end();
}

async function query(state: DaprState, store: DaprStore, routed: RoutedRequest): Promise<DaprHttpReply> {
  const text = Buffer.from(await routed.body()).toString("utf8");
  const { records, token } = await state.query(store, text, queryMetadata(routed.request), routed.call);
  if (records.length === 0) return noContent;
  const items = records.map(({ key, result }) => bulkItemText(key, result, {}));
  const rest = token === "" ? "" : `,"token":${JSON.stringify(token)}`;
  return { ...jsonReply(200, {}), body: `{"results":[${items.join(",")}]${rest}}` };
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

// The value is inserted as it was written. A value that is not JSON cannot be part of a JSON list.
function bulkItemText(
  key: string,
  result: ReadResult,
  metadata: DaprMetadata = result instanceof StoreError || result === undefined ? {} : recordMetadata(result),
): string {
  if (result === undefined) return JSON.stringify({ key });
  if (result instanceof StoreError) return JSON.stringify({ key, error: storeErrorText(result) });
  const rest = {
    etag: result.version,
    ...(Object.keys(metadata).length > 0 && { metadata }),
  };
  const data = jsonText(result.value);
  if (data === undefined) {
    const error = "the value is not JSON; read it with a get of its key";
    return JSON.stringify({ key, ...rest, error });
  }
  return `{"key":${JSON.stringify(key)},"data":${data},${JSON.stringify(rest).slice(1)}`;
}

function jsonText(value: Uint8Array): string | undefined {
  try {
    const text = utf8.decode(value);
    JSON.parse(text);
    return text;
  } catch {
    return undefined;
  }
}

/** The error of a body that is too large. */
export function bodyTooLarge(bytesMax: number): DaprError {
  return new DaprError(
    "too-large",
    `the body is larger than the limit of ${bytesMax} bytes; send less, or raise --max-body-size`,
  );
}
