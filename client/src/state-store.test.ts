// The store name and content type of a typed store: options override them, and
// an option that is undefined does not.
import { StateStoreMethods } from "@pillion/proto";
import { afterEach, expect, it } from "vitest";
import { jsonSerializer, StateClient, type StateStore } from "./index.ts";
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
