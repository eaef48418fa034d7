// Every state call of Dapr's own JavaScript SDK against a real sidecar, over
// gRPC and over HTTP. The store is a parameter: the subject states what differs
// between components, everything else holds for all.
import { randomUUID } from "node:crypto";
import {
  CommunicationProtocolEnum,
  DaprClient,
  StateConcurrencyEnum,
  StateConsistencyEnum,
} from "@dapr/dapr";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureBuilt, ProcessFixture, type SidecarProcess } from "../sidecar-process.ts";

/** A store to run the suite on. */
export interface SdkSubject {
  readonly name: string;
  readonly component: { readonly type: string; readonly version: string };
  /** Arguments of the sidecar that give it a new store named `statestore`. */
  readonly words: (folder: string) => Promise<readonly string[]>;
  /** Whether a save with LAST_WRITE ignores its etag. */
  readonly lastWriteIgnoresEtag: boolean;
  /** Whether the store supports queries. Default: no. */
  readonly queries?: true;
  /** The error of a query, where queries are not supported. Default: that the store does not support them. */
  readonly queryError?: string;
  /** An etag in the form of the store that no record has. */
  readonly otherEtag: string;
}

const store = "statestore";

/** Registers the suite for a subject. */
export function describeSdk(subject: SdkSubject): void {
  describe(`Dapr's JavaScript SDK on ${subject.name}`, () => {
    let fixture: ProcessFixture;
    let sidecar: SidecarProcess;
    beforeAll(async () => {
      ensureBuilt();
      fixture = new ProcessFixture();
      sidecar = await fixture.start([...(await subject.words(fixture.folder))]);
    }, 60_000);
    afterAll(() => fixture?.dispose());
    describe.each([
      ["gRPC", CommunicationProtocolEnum.GRPC],
      ["HTTP", CommunicationProtocolEnum.HTTP],
    ] as const)("over %s", (name, communicationProtocol) => {
      let client: DaprClient;
      beforeAll(() => {
        const [daprHost = "", daprPort = ""] = sidecar.address(name).split(":");
        client = new DaprClient({ daprHost, daprPort, communicationProtocol, logger });
      });
      afterAll(() => client.stop());
      tests(
        () => client,
        subject,
        () => name === "HTTP",
      );
    });
  });
}

const consistency = StateConsistencyEnum.CONSISTENCY_UNSPECIFIED;
const firstWrite = { consistency, concurrency: StateConcurrencyEnum.CONCURRENCY_FIRST_WRITE };
const lastWrite = { consistency, concurrency: StateConcurrencyEnum.CONCURRENCY_LAST_WRITE };

// The SDK writes every failure to the console, including expected ones.
const silent = () => {};
/** A logger without output. */
export const logger = {
  service: { error: silent, warn: silent, info: silent, verbose: silent, debug: silent },
};

const newKey = () => `k-${randomUUID()}`;

type Outcome = Promise<{ error?: Error } | unknown>;

// Over HTTP the SDK returns a failed save or delete as `{ error }`, over gRPC it throws.
async function failureOf(call: Outcome): Promise<string> {
  try {
    const result = await call;
    const error = (result as { error?: Error } | undefined)?.error;
    if (error === undefined) throw new TypeError("expected the call to fail, but it succeeded");
    return String(error.message);
  } catch (thrown) {
    if (thrown instanceof TypeError) throw thrown;
    return String((thrown as Error).message);
  }
}

function tests(clientOf: () => DaprClient, subject: SdkSubject, isHttp: () => boolean): void {
  it("finds the sidecar healthy and its metadata readable", async () => {
    const client = clientOf();
    expect(await client.health.isHealthy()).toBe(true);
    await client.metadata.set("seen", "yes");
    const metadata = await client.metadata.get();
    expect(metadata.id).toBe("app");
    expect(metadata.extended).toMatchObject(isHttp() ? { seen: "yes", daprRuntimeVersion: "1.18.0" } : {});
    const components = (metadata as { components?: { name: string; type: string }[] }).components;
    expect(components).toContainEqual(expect.objectContaining({ name: store, ...subject.component }));
  });

  it("reads objects, numbers and strings, and nothing for a missing key", async () => {
    const { state } = clientOf();
    const keys = [newKey(), newKey(), newKey()];
    const [object = "", number = "", text = ""] = keys;
    await state.save(store, [
      { key: object, value: { name: "Bücher", list: [1, 2.5, null] } },
      { key: number, value: 42 },
      { key: text, value: "a text" },
    ]);
    expect(await state.get(store, object)).toEqual({ name: "Bücher", list: [1, 2.5, null] });
    expect(await state.get(store, number)).toBe(42);
    expect(await state.get(store, text)).toBe("a text");
    expect(await state.get(store, newKey())).toBe("");
  });

  it("reads many keys in the order of the request, with their etags", async () => {
    const { state } = clientOf();
    const [a, missing, b] = [newKey(), newKey(), newKey()];
    await state.save(store, [
      { key: a, value: { n: 1 } },
      { key: b, value: { n: 2 } },
    ]);
    const items = await state.getBulk(store, [a, missing, b]);
    expect(items.map(({ key }) => key)).toEqual([a, missing, b]);
    expect(items[0]).toMatchObject({ data: { n: 1 }, etag: expect.stringMatching(/./) });
    expect(items[1]?.etag ?? "").toBe("");
    expect(items[2]).toMatchObject({ data: { n: 2 } });
  });

  it("deletes an existing and a missing record", async () => {
    const { state } = clientOf();
    const key = newKey();
    await state.save(store, [{ key, value: "here" }]);
    await state.delete(store, key);
    expect(await state.get(store, key)).toBe("");
    expect(await state.delete(store, key)).toEqual({});
  });

  it("writes with the right etag and rejects the wrong one", async () => {
    const { state } = clientOf();
    const key = newKey();
    const options = firstWrite;
    await state.save(store, [{ key, value: "one" }]);
    const [first] = await state.getBulk(store, [key]);
    const etag = first?.etag ?? "";
    expect(await state.save(store, [{ key, value: "two", etag, options }])).toEqual({});
    const error = await failureOf(state.save(store, [{ key, value: "three", etag, options }]));
    expect(error).toContain("possible etag mismatch");
    expect(await state.get(store, key)).toBe("two");
    expect(await failureOf(state.delete(store, key, { etag }))).toContain("possible etag mismatch");
    const [second] = await state.getBulk(store, [key]);
    await state.delete(store, key, { etag: second?.etag ?? "" });
    expect(await state.get(store, key)).toBe("");
  });

  it("treats an etag of a save with LAST_WRITE as its component does", async () => {
    const { state } = clientOf();
    const key = newKey();
    const options = lastWrite;
    await state.save(store, [{ key, value: "one" }]);
    const save = state.save(store, [{ key, value: "two", etag: subject.otherEtag, options }]);
    if (subject.lastWriteIgnoresEtag) expect(await save).toEqual({});
    else expect(await failureOf(save)).toContain("possible etag mismatch");
    expect(await state.get(store, key)).toBe(subject.lastWriteIgnoresEtag ? "two" : "one");
  });

  it("lets a first write without an etag create and never overwrite", async () => {
    const { state } = clientOf();
    const key = newKey();
    const options = firstWrite;
    await state.save(store, [{ key, value: "first", options }]);
    expect(await failureOf(state.save(store, [{ key, value: "second", options }]))).toContain(
      "failed saving state",
    );
    expect(await state.get(store, key)).toBe("first");
  });

  it("accepts every consistency", async () => {
    const { state } = clientOf();
    for (const consistency of [
      StateConsistencyEnum.CONSISTENCY_UNSPECIFIED,
      StateConsistencyEnum.CONSISTENCY_EVENTUAL,
      StateConsistencyEnum.CONSISTENCY_STRONG,
    ]) {
      const key = newKey();
      await state.save(store, [{ key, value: "kept", options: { ...lastWrite, consistency } }]);
      expect(await state.get(store, key, { consistency })).toBe("kept");
      expect(await state.delete(store, key, { consistency })).toEqual({});
    }
  });

  it("lets a record expire", async () => {
    const { state } = clientOf();
    const key = newKey();
    await state.save(store, [{ key, value: "soon gone", metadata: { ttlInSeconds: "1" } }]);
    expect(await state.get(store, key)).toBe("soon gone");
    await expect.poll(() => state.get(store, key), { timeout: 10_000, interval: 100 }).toBe("");
  });

  it("rejects a ttl that is not a number, and writes nothing", async () => {
    const { state } = clientOf();
    const key = newKey();
    const save = state.save(store, [{ key, value: "never", metadata: { ttlInSeconds: "soon" } }]);
    expect(await failureOf(save)).toContain("ttl");
    expect(await state.get(store, key)).toBe("");
  });

  it("applies a whole transaction", async () => {
    const { state } = clientOf();
    const [kept, gone] = [newKey(), newKey()];
    await state.save(store, [{ key: gone, value: "old" }]);
    await state.transaction(store, [
      { operation: "upsert", request: { key: kept, value: "first" } },
      { operation: "delete", request: { key: gone } },
      { operation: "upsert", request: { key: kept, value: "last" } },
    ]);
    expect(await state.get(store, kept)).toBe("last");
    expect(await state.get(store, gone)).toBe("");
  });

  it("applies nothing of a transaction with one failing operation", async () => {
    const { state } = clientOf();
    const [a, b] = [newKey(), newKey()];
    await state.save(store, [{ key: b, value: "stays" }]);
    const etag = { value: subject.otherEtag, toString: () => subject.otherEtag };
    const transaction = state.transaction(store, [
      { operation: "upsert", request: { key: a, value: "never" } },
      {
        operation: "upsert",
        request: {
          key: b,
          value: "never",
          etag: (isHttp() ? subject.otherEtag : etag) as never,
          options: firstWrite,
        },
      },
    ]);
    expect(await failureOf(transaction)).toContain("error while executing state transaction");
    expect(await state.get(store, a)).toBe("");
    expect(await state.get(store, b)).toBe("stays");
  });

  it(subject.queries ? "can be queried" : "reports that it does not support queries", async () => {
    const query = clientOf().state.query(store, { filter: {}, sort: [], page: { limit: 1 } } as never);
    if (subject.queries) expect((await query).results).toHaveLength(1);
    else
      expect(await failureOf(query)).toContain(subject.queryError ?? "state store does not support querying");
  });

  it("reports an unknown store and an illegal key", async () => {
    const { state } = clientOf();
    expect(await failureOf(state.get("nowhere", "k"))).toContain("state store nowhere is not found");
    const error = await failureOf(state.save(store, [{ key: "a||b", value: 1 }]));
    expect(error).toContain("input key/keyPrefix 'a||b' can't contain '||'");
  });

  it("reports that there is no secret store", async () => {
    expect(await failureOf(clientOf().secret.get("vault", "password"))).toContain(
      "secret store is not configured",
    );
  });
}
