// A sidecar's gRPC port without the rest of the process: the real services and
// server over a real store with its guard, on the transport of the run, and clients
// that are made from the .proto files alone.
import { fileURLToPath } from "node:url";
import {
  type Client,
  credentials,
  loadPackageDefinition,
  Metadata,
  type MethodDefinition,
  type ServiceClientConstructor,
  type ServiceError,
} from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { rpc } from "@pillion/proto";
import type { GrpcServer, GrpcServerOptions } from "../../sidecar/net/index.ts";
import type { CallFailure } from "../../sidecar/rpc/index.ts";
import { createServices } from "../../sidecar/services/index.ts";
import { createStoreDirectory, type ManagedStoreDirectory } from "../../sidecar/stores/index.ts";
import { memoryDriver } from "../../src/drivers/memory/memory-driver.ts";
import { type Clock, guard, type StateStore, stack, systemClock } from "../../src/index.ts";
import { serve } from "../transports/transport.ts";

const protoFolder = fileURLToPath(new URL("../../proto", import.meta.url));

/** Opens an empty memory store. */
export function openMemoryStore(clock: Clock = systemClock): Promise<StateStore> {
  const context = { clock, random: Math.random, log: () => {}, storeName: "statestore" };
  return memoryDriver.open(memoryDriver.compile({}), context);
}

/** A running port. */
export interface GrpcFixture {
  readonly address: string;
  readonly server: GrpcServer;
  readonly directory: ManagedStoreDirectory;
  /** The failures that the port logged. */
  readonly failures: CallFailure[];
  readonly close: () => Promise<void>;
}

const healthy = { serving: true, checkTime: 1_700_000_000_123, reason: "" };

/** Starts a port over these stores. Those in `reached` are healthy; default: all. Default store: one empty memory store. */
export async function startGrpc(
  stores?: Readonly<Record<string, StateStore>>,
  options: Partial<GrpcServerOptions> = {},
  reached?: readonly string[],
): Promise<GrpcFixture> {
  const served = stores ?? { statestore: await openMemoryStore() };
  const directory = createStoreDirectory(
    Object.entries(served).map(([name, store]) => ({ name, store: stack(store, { guard: guard() }) })),
  );
  for (const name of reached ?? Object.keys(served)) directory.setHealth(name, healthy);
  const failures: CallFailure[] = [];
  const log = (failure: CallFailure) => void failures.push(failure);
  const routes = createServices({ stores: directory, clock: systemClock, app: "app", log });
  const listen = [{ type: "tcp", host: "127.0.0.1", port: 0 } as const];
  const server = await serve(routes, { listen, ...options });
  const address = server.addresses[0] ?? "";
  const close = async () => {
    await server.close();
    await Promise.all(Object.values(served).map((store) => store.close()));
  };
  return { address, server, directory, failures, close };
}

/** Creates a client from the .proto files alone. */
export function protoClient(address: string, file: string, service: string): Client {
  const definition = loadSync(file, {
    includeDirs: [protoFolder],
    longs: String,
    enums: String,
    defaults: true,
    oneofs: true,
  });
  let found: unknown = loadPackageDefinition(definition);
  for (const part of service.split(".")) found = (found as Record<string, unknown>)[part];
  return new (found as ServiceClientConstructor)(address, credentials.createInsecure(), {
    // One connection for each client, so that tests do not share one.
    "grpc.use_local_subchannel_pool": 1,
    "grpc.max_receive_message_length": -1,
  });
}

/** Creates a client of statestore.v1.StateStore. */
export const stateClient = (address: string): Client =>
  protoClient(address, "statestore/v1/statestore.proto", "statestore.v1.StateStore");

/** A reply, as the codec of the .proto files decodes it. */
// biome-ignore lint/suspicious/noExplicitAny: only the .proto file defines the shape.
export type Reply = any;

/** Options of one call. */
export interface CallOptions {
  /** Default: 10 s. */
  readonly timeoutMs?: number;
  readonly metadata?: Metadata;
  /** Cancels the call. */
  readonly signal?: AbortSignal;
}

/** Calls a unary method by its name. Rejects with grpc-js' ServiceError. */
export function callUnary(
  client: Client,
  method: string,
  request: object,
  options: CallOptions = {},
): Promise<Reply> {
  const { timeoutMs = 10_000, metadata = new Metadata(), signal } = options;
  const { path, requestSerialize, responseDeserialize } = definitionOf(client, method);
  return new Promise((resolve, reject) => {
    const call = client.makeUnaryRequest(
      path,
      requestSerialize,
      responseDeserialize,
      request,
      metadata,
      { deadline: Date.now() + timeoutMs },
      (error, reply) => (error ? reject(error) : resolve(reply)),
    );
    signal?.addEventListener("abort", () => call.cancel());
  });
}

/** Calls a unary method with arbitrary bytes. */
export function callRaw(
  client: Client,
  path: string,
  bytes: Uint8Array,
  timeoutMs = 10_000,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      path,
      (raw: Uint8Array) => Buffer.from(raw),
      (raw: Buffer) => raw,
      bytes,
      new Metadata(),
      { deadline: Date.now() + timeoutMs },
      (error, reply) => (error || reply === undefined ? reject(error) : resolve(reply)),
    );
  });
}

function definitionOf(client: object, method: string): MethodDefinition<object, Reply> {
  const { service } = client.constructor as ServiceClientConstructor;
  const definition = service[method];
  if (definition === undefined) throw new TypeError(`the .proto file has no method ${method}`);
  return definition as MethodDefinition<object, Reply>;
}

/** The details of an error, in the terms of the contract. */
export interface CallError {
  readonly code: number;
  readonly message: string;
  readonly reason: string | undefined;
  readonly domain: string | undefined;
  readonly metadata: Readonly<Record<string, string>>;
  readonly fields: readonly string[];
  readonly retryDelayMs: number | undefined;
}

/** Resolves to the status and details of a failed call. Throws if the call succeeds. */
export async function callErrorOf(call: Promise<unknown>): Promise<CallError> {
  const error = await call.then(
    () => {
      throw new TypeError("the call must fail, but succeeded");
    },
    (thrown: ServiceError) => thrown,
  );
  const [bytes] = error.metadata?.get("grpc-status-details-bin") ?? [];
  const status = rpc.rpc.Status.decode(Buffer.from(bytes ?? ""));
  return { ...statusErrorOf(status), code: error.code, message: error.details };
}

/** Reads the same details from a google.rpc.Status. */
export function statusErrorOf(status: rpc.rpc.Status.$Properties): CallError {
  const find = (name: string) =>
    (status.details ?? []).find(({ type_url }) => type_url === `type.googleapis.com/google.rpc.${name}`)
      ?.value ?? undefined;
  const info = find("ErrorInfo");
  const { reason, domain, metadata } = rpc.rpc.ErrorInfo.decode(info ?? new Uint8Array());
  const bad = rpc.rpc.BadRequest.decode(find("BadRequest") ?? new Uint8Array());
  const retry = find("RetryInfo");
  const delay = retry === undefined ? undefined : rpc.rpc.RetryInfo.decode(retry).retryDelay;
  return {
    code: status.code ?? 0,
    message: status.message ?? "",
    reason: info === undefined ? undefined : reason,
    domain: info === undefined ? undefined : domain,
    metadata: { ...metadata },
    fields: bad.fieldViolations.map(({ field }) => field ?? ""),
    retryDelayMs: delay ? Number(delay.seconds ?? 0) * 1000 + (delay.nanos ?? 0) / 1e6 : undefined,
  };
}
