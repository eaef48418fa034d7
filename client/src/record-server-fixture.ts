// A scripted server that keeps one record and records the requests for it, for
// tests of atomic updates.
import { rpc, StateStoreMethods, type statestore } from "@pillion/proto";
import { RpcError, type StatusCode, statusCode } from "@pillion/wire";
import { afterEach, expect } from "vitest";
import { connectBy } from "../../test/transports/transport.ts";
import { jsonSerializer, StateClient, StateError, type StateStore } from "./index.ts";
import { ScriptedServer, script } from "./scripted-server-fixture.ts";

/** Closed after each test, the last first. */
export const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

export const utf8 = (text: string) => new TextEncoder().encode(text);

export function rejection(code: StatusCode, reason: string, outcome = "NOT_APPLIED"): RpcError {
  const info = { reason, domain: "statestore", metadata: { outcome } };
  const value = rpc.rpc.ErrorInfo.encode(info).finish();
  const details = [{ type_url: "type.googleapis.com/google.rpc.ErrorInfo", value }];
  return new RpcError(code, reason, { details: rpc.rpc.Status.encode({ code, details }).finish() });
}

/** One record with versions, and the requests for it. */
export class RecordServer {
  value: Uint8Array | undefined;
  version = 0;
  readonly reads: statestore.v1.GetRequest[] = [];
  readonly sets: statestore.v1.SetRequest[] = [];
  readonly deletes: statestore.v1.DeleteRequest[] = [];
  /** Called before each write; may throw an RpcError or change the record. */
  beforeWrite: (request: { value?: Uint8Array }) => void | Promise<void> = () => {};
  address = "";

  async start(text?: string): Promise<this> {
    if (text !== undefined) this.put(utf8(text));
    const server = await ScriptedServer.start([
      script(StateStoreMethods.get, (request) => {
        this.reads.push(request);
        if (this.value === undefined) return { found: false };
        const { key } = request;
        const version = String(this.version);
        return { found: true, record: { key, value: this.value, version, contentType: "application/json" } };
      }),
      script(StateStoreMethods.set, async (request) => {
        this.sets.push(request);
        await this.beforeWrite(request);
        this.#check(request.precondition);
        this.put(request.value);
        return { version: String(this.version) };
      }),
      script(StateStoreMethods.delete, async (request) => {
        this.deletes.push(request);
        await this.beforeWrite({});
        this.#check(request.precondition);
        this.value = undefined;
        return { deleted: true };
      }),
    ]);
    closers.push(() => server.close());
    this.address = server.address;
    return this;
  }

  put(value: Uint8Array): void {
    this.version += 1;
    this.value = value;
  }

  store<T>(options: { prefix?: string } = {}): StateStore<T> {
    const client = new StateClient({ transport: connectBy, address: this.address, environment: {} });
    closers.push(() => client.close());
    return client.store(jsonSerializer<T>(), options);
  }

  get json(): unknown {
    return this.value && JSON.parse(new TextDecoder().decode(this.value));
  }

  #check(precondition: statestore.v1.Precondition | null | undefined): void {
    const holds = precondition?.absent
      ? this.value === undefined
      : this.value !== undefined && precondition?.version === String(this.version);
    if (!holds) throw rejection(statusCode.aborted, "CONFLICT");
  }
}

export async function failureOf(promise: Promise<unknown>): Promise<StateError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StateError);
  return error as StateError;
}

export const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
