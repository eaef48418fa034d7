// What a typed store adds to calls: its store name and content type, which options
// override unless they are undefined, and values that its serializer cannot read.
import { StateStoreMethods } from "@pillion/proto";
import { afterEach, describe, expect, it } from "vitest";
import { jsonSerializer, StateClient, type StateStore, UnreadableState } from "./index.ts";
import { ScriptedServer, script } from "./scripted-server-fixture.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

// As a JavaScript program passes optional values that it does not have.
const undefinedOptions = { store: undefined, contentType: undefined } as unknown as {
  readonly store: string;
};

async function open(): Promise<{ store: StateStore<number>; requests: string[] }> {
  const requests: string[] = [];
  const server = await ScriptedServer.start([
    script(StateStoreMethods.get, ({ store }) => {
      requests.push(`get ${store}`);
      return { found: false };
    }),
    script(StateStoreMethods.set, ({ store, contentType }) => {
      requests.push(`set ${store} ${contentType}`);
      return { version: "1" };
    }),
    script(StateStoreMethods.commit, ({ store, mutations }) => {
      requests.push(`commit ${store} ${mutations[0]?.set?.contentType}`);
      return { results: [{ version: "1" }] };
    }),
  ]);
  const client = new StateClient({ address: server.address });
  closers.push(async () => {
    await client.close();
    await server.close();
  });
  return { store: client.store("carts", jsonSerializer<number>()), requests };
}

it("an option that is undefined keeps the typed store's name and content type", async () => {
  const { store, requests } = await open();
  await store.get("k", undefinedOptions);
  await store.set("k", 1, undefinedOptions);
  await store.commit([{ type: "set", key: "k", value: 1, ...undefinedOptions }], undefinedOptions);
  expect(requests).toEqual(["get carts", "set carts application/json", "commit carts application/json"]);
});

it("an option that is given overrides them", async () => {
  const { store, requests } = await open();
  await store.set("k", 1, { store: "other", contentType: "application/vnd.cart+json" });
  expect(requests).toEqual(["set other application/vnd.cart+json"]);
});

describe("records that the serializer cannot read", () => {
  const record = (key: string, text: string, contentType = "application/json") => ({
    key: `n/${key}`,
    value: new TextEncoder().encode(text),
    version: "1",
    contentType,
  });
  const entries = [record("a", "1"), record("b", "hi", "text/plain"), record("c", "{"), record("d", "4")];

  async function openNumbers(): Promise<StateStore<number>> {
    const server = await ScriptedServer.start([
      script(StateStoreMethods.list, () => ({ entries })),
      script(StateStoreMethods.watch, async function* () {
        for (const each of entries) yield { resumeToken: each.key, put: { record: each } };
      }),
    ]);
    const client = new StateClient({ address: server.address });
    closers.push(async () => {
      await client.close();
      await server.close();
    });
    return client.store(jsonSerializer<number>(), { prefix: "n/" });
  }

  const failed = (key: string, code: string) => ({ key, value: undefined, error: { code }, version: "1" });

  it("do not end a list: their entries have an error", async () => {
    const numbers = await openNumbers();
    const seen: unknown[] = [];
    let sum = 0;
    for await (const { key, value, error, version } of numbers.list()) {
      if (error === undefined) sum += value;
      seen.push({ key, value, version, error });
    }
    expect(sum).toBe(5);
    expect(seen).toMatchObject([
      { key: "a", value: 1 },
      failed("b", "wrong-type"),
      failed("c", "corrupt"),
      { key: "d", value: 4 },
    ]);
    const page = await numbers.listPage();
    expect(page.entries[1]).toBeInstanceOf(UnreadableState);
    expect(page.entries.length).toBe(4);
  });

  it("can be skipped", async () => {
    const numbers = await openNumbers();
    const values: number[] = [];
    for await (const { value } of numbers.list("", { skipUnreadable: true })) values.push(value);
    const page = await numbers.listPage(undefined, { skipUnreadable: true });
    expect(values).toEqual([1, 4]);
    expect(page.entries.map(({ value }) => value)).toEqual([1, 4]);
  });

  it("do not matter for keys and metadata", async () => {
    const numbers = await openNumbers();
    const keys: string[] = [];
    for await (const key of numbers.list("", { view: "keys" })) keys.push(key);
    const { entries: states } = await numbers.listPage("", { view: "metadata" });
    expect(keys).toEqual(["a", "b", "c", "d"]);
    expect(states.map(({ contentType }) => contentType)[1]).toBe("text/plain");
  });

  it("do not end a watch", async () => {
    const numbers = await openNumbers();
    const seen: unknown[] = [];
    for await (const event of numbers.watch({ prefix: "" }))
      if (event.type === "put") seen.push(event.state.error?.code ?? event.state.value);
    expect(seen).toEqual([1, "wrong-type", "corrupt", 4]);
  });
});
