// The mutation that an item of Dapr's API means on each component: etags,
// concurrency and times to live, as in daprd.
import { describe, expect, it } from "vitest";
import { type Mutation, type PutMutation, StoreError } from "../../../src/index.ts";
import { componentOf, type DaprComponent } from "../quirks/dapr-component.ts";
import { quirksOf } from "../quirks/dapr-quirks.ts";
import { ItemFailure, storeFailure } from "../texts/item-failure.ts";
import type { DaprItem } from "./dapr-item.ts";
import type { DaprStore } from "./dapr-store.ts";
import { deleteMutation, upsertMutation } from "./item-mutation.ts";

const memory = componentOf("memory", {});
const embedded = componentOf("embedded", {});
const redis = componentOf("redis", {});
const v1 = componentOf("postgres", { Layout: "v1" });
const v2 = componentOf("postgres", {});

const storeOf = (component: DaprComponent, ttlSecondsDefault?: number): DaprStore => ({
  name: "s",
  ...component,
  capabilities: [],
  quirks: quirksOf(component),
  ttlSecondsDefault,
  timeoutMs: undefined,
  firstWriteCreatesOnly: false,
  isEncrypted: false,
  store: undefined as never,
});

const item = (more: Partial<DaprItem>): DaprItem => ({
  key: "k",
  value: new Uint8Array(0),
  etag: undefined,
  metadata: {},
  concurrency: "",
  consistency: "",
  contentTypeDefault: "",
  isDecoded: false,
  ...more,
});

const none = { type: "none" };
const absent = { type: "absent" };
const version = (text: string) => ({ type: "version", version: text });
const uuid = "0A1B2C3D-0000-4000-8000-00000000000f";

describe("the components of drivers", () => {
  it("are those whose data layout they use", () => {
    expect([memory, embedded, redis, v1, v2, componentOf("novel", {})]).toEqual([
      { type: "state.in-memory", version: "v1" },
      { type: "state.pillion", version: "v1" },
      { type: "state.redis", version: "v1" },
      { type: "state.postgresql", version: "v1" },
      { type: "state.postgresql", version: "v2" },
      { type: "state.novel", version: "v1" },
    ]);
  });
});

const first = { concurrency: "first-write" };
const last = { concurrency: "last-write" };

const puts: readonly (readonly [string, DaprComponent, Partial<DaprItem>, object])[] = [
  ["no etag", memory, {}, none],
  ["an empty etag", memory, { etag: "" }, none],
  ["an etag", memory, { etag: "e" }, version("e")],
  ["an etag and LAST_WRITE", memory, { etag: "e", ...last }, version("e")],
  ["FIRST_WRITE", memory, first, absent],
  ["an etag and FIRST_WRITE", embedded, { etag: "e", ...first }, version("e")],
  ["an etag", redis, { etag: "7" }, version("7")],
  ["an etag with sign and zeros", redis, { etag: "+007" }, version("7")],
  ["the etag 0", redis, { etag: "0", ...first }, none],
  ["an etag and LAST_WRITE", redis, { etag: "7", ...last }, none],
  ["no etag at all and LAST_WRITE", redis, { etag: "text", ...last }, none],
  ["FIRST_WRITE", redis, first, none],
  ["an etag and LAST_WRITE", v1, { etag: "7", ...last }, version("7")],
  ["the largest etag", v1, { etag: "4294967295" }, version("4294967295")],
  ["FIRST_WRITE", v1, first, absent],
  ["an etag in capitals", v2, { etag: uuid }, version(uuid.toLowerCase())],
  ["an etag and LAST_WRITE", v2, { etag: uuid, ...last }, version(uuid.toLowerCase())],
];

describe("a save", () => {
  it.each(puts)("with %s on %o has the precondition of the component", (_, component, more, precondition) => {
    expect(upsertMutation(item(more), storeOf(component))).toMatchObject({ type: "put", precondition });
  });

  it.each([
    [redis, "text", "invalid"],
    [redis, "9223372036854775808", "invalid"],
    [redis, "", undefined],
    [v1, "4294967296", "invalid"],
    [v1, "-1", "invalid"],
    [v2, "text", "mismatch"],
    [memory, "text", undefined],
  ] as const)("on %o treats the etag %j as %s", (component, etag, kind) => {
    const made = upsertMutation(item({ etag }), storeOf(component));
    expect(made instanceof ItemFailure ? made.kind : undefined).toBe(kind);
  });

  it.each([
    [memory, {}, { type: "none" }],
    [redis, {}, { type: "keep" }],
    [redis, { ttlInSeconds: "" }, { type: "keep" }],
    [redis, { ttlInSeconds: "0" }, { type: "none" }],
    [redis, { ttlInSeconds: "-5" }, { type: "none" }],
    [redis, { ttlInSeconds: "2" }, { type: "after", ttlMs: 2000 }],
    [redis, { TTLInSeconds: "2" }, { type: "keep" }],
    [memory, { ttlinseconds: "soon" }, { type: "none" }],
    [v1, {}, { type: "none" }],
    [v1, { ttlInSeconds: "-1" }, { type: "none" }],
    [v2, { ttlInSeconds: "2147483647" }, { type: "after", ttlMs: 2_147_483_647_000 }],
  ] as const)("on %o with %o has the expiry %o", (component, metadata, expiry) => {
    expect(upsertMutation(item({ metadata }), storeOf(component))).toMatchObject({ expiry });
  });

  it.each([
    [v1, "-2"],
    [v2, "2147483648"],
    [memory, "1.5"],
    [redis, "soon"],
  ])("on %o rejects a ttl of %j", (component, ttlInSeconds) => {
    const made = upsertMutation(item({ metadata: { ttlInSeconds } }), storeOf(component));
    expect(made).toMatchObject({ kind: "failure", message: expect.stringContaining("ttlInSeconds") });
  });

  it("has the component's time to live if the item has none", () => {
    const store = storeOf(redis, 60);
    expect(upsertMutation(item({}), store)).toMatchObject({ expiry: { type: "after", ttlMs: 60_000 } });
    const metadata = { ttlInSeconds: "-1" };
    expect(upsertMutation(item({ metadata }), store)).toMatchObject({ expiry: { type: "none" } });
  });

  it("with FIRST_WRITE sets the mark on Redis only, and not in a transaction", () => {
    const { hints } = upsertMutation(item(first), storeOf(redis)) as PutMutation;
    expect(hints?.firstWrite).toBe(true);
    for (const made of [
      upsertMutation(item(first), storeOf(redis), true),
      upsertMutation(item({}), storeOf(redis)),
      upsertMutation(item(first), storeOf(v2)),
      upsertMutation(item(first), storeOf(memory)),
    ]) {
      expect(made).not.toMatchObject({ hints: { firstWrite: true } });
    }
  });

  it("with FIRST_WRITE and no etag only creates if the store is configured so, also in a transaction", () => {
    const store = { ...storeOf(redis), firstWriteCreatesOnly: true };
    for (const inTransaction of [false, true]) {
      expect(upsertMutation(item(first), store, inTransaction)).toMatchObject({ precondition: absent });
      expect(upsertMutation(item({ ...first, etag: "7" }), store, inTransaction)).toMatchObject({
        precondition: version("7"),
      });
      expect(upsertMutation(item(last), store, inTransaction)).toMatchObject({ precondition: none });
    }
  });

  const json = { contentType: "application/json" };
  it.each([
    [redis, { metadata: json, isDecoded: true, value: Buffer.from("{}") }, true],
    [redis, { metadata: json, value: Buffer.from("{}") }, true],
    [redis, { metadata: json, value: Buffer.from("{") }, undefined],
    [redis, { metadata: json, value: Buffer.from([0x22, 0xff, 0x22]) }, undefined],
    [redis, { metadata: { contenttype: "application/json" }, value: Buffer.from("{}") }, undefined],
    [redis, { metadata: {}, isDecoded: true, value: Buffer.from("{}") }, undefined],
    [v1, { metadata: {}, isDecoded: true, value: Buffer.from("{}") }, true],
    [v1, { metadata: json, value: Buffer.from("{}") }, undefined],
    [v2, { metadata: json, isDecoded: true, value: Buffer.from("{}") }, undefined],
    [memory, { metadata: json, isDecoded: true, value: Buffer.from("{}") }, undefined],
  ])("on %o of %o is stored as JSON: %s", (component, more, asJson) => {
    const made = upsertMutation(item(more), storeOf(component)) as PutMutation;
    expect(made.hints?.asJson).toBe(asJson);
  });

  it("has the content type of its metadata, or the default of its protocol", () => {
    const store = storeOf(memory);
    const contentTypeDefault = "application/json";
    expect(upsertMutation(item({ contentTypeDefault }), store)).toMatchObject({
      contentType: contentTypeDefault,
    });
    const metadata = { contentType: "text/plain" };
    expect(upsertMutation(item({ metadata: { contenttype: "a/b" } }), store)).toMatchObject({
      contentType: "",
    });
    expect(upsertMutation(item({ contentTypeDefault, metadata }), store)).toMatchObject(metadata);
  });
});

describe("a delete", () => {
  it.each([
    [memory, {}, { type: "remove", precondition: none }],
    [memory, first, { type: "check", precondition: absent }],
    [memory, { etag: "e", ...first }, { type: "remove", precondition: version("e") }],
    [redis, first, { type: "remove", precondition: none }],
    [redis, { etag: "7", ...last }, { type: "remove", precondition: version("7") }],
    [redis, { etag: "0" }, { type: "remove", precondition: none }],
    [redis, { etag: "+7" }, { type: "remove", precondition: version("+7") }],
    [redis, { etag: "text" }, { type: "remove", precondition: version("text") }],
    [redis, { etag: " " }, { type: "remove", precondition: version(" ") }],
    [v1, { etag: "7", ...last }, { type: "remove", precondition: version("7") }],
  ] as const)("on %o with %o is %o", (component, more, mutation) => {
    expect(deleteMutation(item(more), storeOf(component))).toMatchObject(mutation);
  });
});

describe("a failure of the store", () => {
  const put = (component: DaprComponent, more: Partial<DaprItem>) =>
    upsertMutation(item(more), storeOf(component)) as Mutation;
  const failure = (component: DaprComponent, more: Partial<DaprItem>, error: StoreError) =>
    storeFailure(error, put(component, more), quirksOf(component));

  it("is a mismatch only if the item has an etag", () => {
    const conflict = new StoreError("conflict", "why");
    expect(failure(redis, { etag: "7" }, conflict)).toMatchObject({ kind: "mismatch" });
    expect(failure(redis, {}, conflict)).toMatchObject({ kind: "failure", message: "why" });
    const withoutCheck = put(redis, { etag: "7", ...last });
    expect(storeFailure(conflict, withoutCheck, quirksOf(redis), true)).toMatchObject({ kind: "mismatch" });
    expect(failure(redis, { etag: "7" }, new StoreError("unavailable", "down"))).toMatchObject({
      kind: "failure",
    });
  });

  it.each([
    [memory, "mismatch"],
    [redis, "failure"],
    [v1, "failure"],
  ] as const)("of a second FIRST_WRITE without an etag is, on %o, a %s", (component, kind) => {
    expect(failure(component, first, new StoreError("already-exists", "there"))).toMatchObject({ kind });
  });

  it("with the code internal does not reveal its message", () => {
    const error = new StoreError("internal", "the secret is 1234");
    expect(failure(memory, {}, error)).toMatchObject({ kind: "failure", message: "internal error" });
  });
});
