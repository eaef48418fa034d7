// A typed store's own name and content type: what an option says counts, and an
// option that is undefined says nothing.
import { StateStoreMethods } from "@pillion/proto";
import { afterEach, expect, it } from "vitest";
import { jsonSerializer, StateClient, type StateStore } from "./index.ts";
import { ScriptedServer, script } from "./scripted-server-fixture.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

// As a program in JavaScript passes what it does not have.
const unsaid = { store: undefined, contentType: undefined } as unknown as { readonly store: string };

async function open(): Promise<{ store: StateStore<number>; asked: string[] }> {
  const asked: string[] = [];
  const server = await ScriptedServer.start([
    script(StateStoreMethods.get, ({ store }) => {
      asked.push(`get ${store}`);
      return { found: false };
    }),
    script(StateStoreMethods.set, ({ store, contentType }) => {
      asked.push(`set ${store} ${contentType}`);
      return { version: "1" };
    }),
    script(StateStoreMethods.commit, ({ store, mutations }) => {
      asked.push(`commit ${store} ${mutations[0]?.set?.contentType}`);
      return { results: [{ version: "1" }] };
    }),
  ]);
  const client = new StateClient({ address: server.address });
  closers.push(async () => {
    await client.close();
    await server.close();
  });
  return { store: client.store("carts", jsonSerializer<number>()), asked };
}

it("an option that is undefined leaves the typed store's own name and content type", async () => {
  const { store, asked } = await open();
  await store.get("k", unsaid);
  await store.set("k", 1, unsaid);
  await store.commit([{ type: "set", key: "k", value: 1, ...unsaid }], unsaid);
  expect(asked).toEqual(["get carts", "set carts application/json", "commit carts application/json"]);
});

it("an option that says something counts", async () => {
  const { store, asked } = await open();
  await store.set("k", 1, { store: "other", contentType: "application/vnd.cart+json" });
  expect(asked).toEqual(["set other application/vnd.cart+json"]);
});
