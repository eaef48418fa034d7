// The Dapr API on real ports over real stores, composed as in the sidecar, with
// the parts that a test chooses: components, secrets, lists of allowed APIs, a
// token.
import { fileURLToPath } from "node:url";
import type { Client } from "@grpc/grpc-js";
import type { SecretSource } from "../../../sidecar/config/index.ts";
import {
  type ApiAccess,
  createDaprApi,
  createDaprHttp,
  createDaprStores,
  type DaprComponent,
  daprOperations,
  type Readiness,
} from "../../../sidecar/dapr/index.ts";
import { type AdminServer, serveAdmin } from "../../../sidecar/http/index.ts";
import { type GrpcServer, sendBytesMaxFor } from "../../../sidecar/net/index.ts";
import { requireToken } from "../../../sidecar/security/index.ts";
import { createServices } from "../../../sidecar/services/index.ts";
import { createStoreDirectory } from "../../../sidecar/stores/index.ts";
import { guard, namespace, type StateStore, stack, systemClock } from "../../../src/index.ts";
import { serve } from "../../transports/transport.ts";
import { openMemoryStore, protoClient } from "../grpc-fixture.ts";
import { components } from "./dapr-documents.ts";

/** What a test can choose. */
export interface DaprFixtureOptions {
  /** By name. Default: one memory store named `statestore` as the in-memory component. */
  readonly stores?: Readonly<Record<string, FixtureStore>>;
  readonly secrets?: readonly SecretSource[];
  readonly access?: ApiAccess;
  readonly token?: string;
  readonly bodyBytesMax?: number;
  /** Default: that of the transport. */
  readonly replyBytesMax?: number;
  readonly readiness?: () => Readiness;
  readonly shutdown?: () => void;
  readonly publicOnly?: boolean;
}

/** A store and its component. */
export interface FixtureStore {
  readonly component: DaprComponent;
  /** Default: an empty memory store. */
  readonly store?: StateStore;
  /** Default: all capabilities of Pillion's drivers. */
  readonly capabilities?: readonly string[];
  /** The timeout of a Resiliency policy, in ms. Default: none. */
  readonly timeoutMs?: number;
  /** Default: false, as in daprd. */
  readonly firstWriteCreatesOnly?: boolean;
  /** Default: false. */
  readonly isEncrypted?: boolean;
}

/** A running Dapr API. */
export interface DaprFixture {
  /** Address of the gRPC port. */
  readonly address: string;
  /** A client of Dapr's service made from the .proto files alone. */
  readonly client: Client;
  /** Sends an HTTP request. */
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  readonly httpAddress: string;
  /** Sends JSON and returns status and body. */
  readonly send: (method: string, path: string, body?: unknown) => Promise<HttpReply>;
  readonly close: () => Promise<void>;
}

/** A reply; its body is also parsed if it is JSON. */
export interface HttpReply {
  readonly status: number;
  readonly text: string;
  readonly json: unknown;
  readonly headers: Headers;
}

const app = "app";

/** Starts the Dapr API. */
export async function startDapr(options: DaprFixtureOptions = {}): Promise<DaprFixture> {
  const { stores = { statestore: { component: components.inMemory } }, token } = options;
  const opened = await Promise.all(
    Object.entries(stores).map(async ([name, { store, ...served }]) => ({
      name,
      ...served,
      store: stack(store ?? (await openMemoryStore()), {
        guard: guard({ deadlineMsMax: Number.POSITIVE_INFINITY }),
        namespace: namespace(app),
      }),
    })),
  );
  const directory = createStoreDirectory(opened);
  const api = createDaprApi({
    appId: app,
    stores: createDaprStores(opened),
    version: "0.0.0",
    readiness: options.readiness ?? (() => ({ ready: true, waitingFor: [] })),
    shutdown: options.shutdown ?? (() => {}),
    replyBytesMax: options.replyBytesMax ?? sendBytesMaxFor(4 * 1024 * 1024),
    ...(options.secrets && { secrets: options.secrets }),
    ...(options.access && { access: options.access }),
  });
  const log = () => {};
  const authenticate = token === undefined ? undefined : requireToken(token);
  const more = daprOperations(api, { log });
  const routes = createServices({ stores: directory, clock: systemClock, app, log, more, authenticate });
  const server = await serve(routes, { listen: [{ type: "tcp", host: "127.0.0.1", port: 0 }] });
  const http = await serveAdmin({
    addresses: [{ type: "tcp", host: "127.0.0.1", port: 0 }],
    routes: {},
    headerBytesMax: 4096,
    onError: log,
    api: createDaprHttp(api, {
      clock: systemClock,
      bodyBytesMax: options.bodyBytesMax ?? 4 * 1024 * 1024,
      authenticate,
      log,
      publicOnly: options.publicOnly ?? false,
    }),
  });
  return running(server, http, opened);
}

function running(
  server: GrpcServer,
  http: AdminServer,
  opened: readonly { store: StateStore }[],
): DaprFixture {
  const address = server.addresses[0] ?? "";
  const httpAddress = http.addresses[0] ?? "";
  const client = protoClient(address, "dapr/proto/runtime/v1/dapr.proto", "dapr.proto.runtime.v1.Dapr");
  const send = (path: string, init: RequestInit = {}) => fetch(`http://${httpAddress}${path}`, init);
  return {
    address,
    httpAddress,
    client,
    fetch: send,
    send: async (method, path, body) =>
      replyOf(await send(path, { method, ...(body !== undefined && { body: textOf(body) }) })),
    async close() {
      client.close();
      await Promise.all([server.close(), http.close()]);
      await Promise.all(opened.map(({ store }) => store.close()));
    },
  };
}

const textOf = (body: unknown): string => (typeof body === "string" ? body : JSON.stringify(body));

/** Reads a response. */
export async function replyOf(response: Response): Promise<HttpReply> {
  const text = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, text, json, headers: response.headers };
}

/** The folder with the .proto files. */
export const protoFolder: string = fileURLToPath(new URL("../../../proto", import.meta.url));
