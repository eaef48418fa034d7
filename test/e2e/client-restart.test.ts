// A client whose sidecar is killed and started again: acknowledged writes are kept,
// failed writes report a correct outcome, and the client reconnects by itself.

import { join } from "node:path";
import { isNotApplied, StateClient, StateError } from "@pillion/client";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { connectBy } from "../transports/transport.ts";
import { ensureBuilt, ProcessFixture } from "./sidecar-process.ts";

beforeAll(ensureBuilt, 120_000);

let fixture: ProcessFixture;
beforeEach(() => {
  fixture = new ProcessFixture();
});
afterEach(() => fixture.dispose());

const bytes = (text: string) => new TextEncoder().encode(text);

test("a client survives a restart of the sidecar, over a Unix socket, and finds its data", async () => {
  const folder = join(fixture.folder, "sockets");
  const words = [`--unix-domain-socket=${folder}`];
  const first = await fixture.start(words);
  const address = first.address("gRPC");
  expect(address).toMatch(/^unix:/);
  await using client = new StateClient({ transport: connectBy, address });
  const { version } = await client.set("k", bytes("kept"));
  await first.end("SIGKILL");
  await fixture.start(words);
  const state = await client.get("k", { waitForReady: true, timeoutMs: 15_000 });
  expect(state?.version).toBe(version);
  await client.set("k", bytes("changed"), { ifVersion: version });
});

test("writers get the correct outcome of every write when the sidecar is killed with kill -9", async () => {
  const first = await fixture.start();
  const port = first.address("gRPC").split(":").at(-1);
  await using client = new StateClient({ transport: connectBy, address: first.address("gRPC") });
  const applied: string[] = [];
  const notApplied: string[] = [];
  let count = 0;
  const write = async (writer: number) => {
    for (let round = 0; ; round++) {
      const key = `w${writer}/${round}`;
      try {
        await client.set(key, bytes(key), { ifAbsent: true });
        applied.push(key);
        count += 1;
        if (count === 200) void first.end("SIGKILL");
      } catch (error) {
        if (!(error instanceof StateError)) throw error;
        if (isNotApplied(error)) notApplied.push(key);
        else expect(error.outcome).toBe("unknown");
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: 32 }, (_, writer) => write(writer)));
  await first.exit;
  await fixture.start([`--dapr-grpc-port=${port}`]);
  const there = new Set<string>();
  for await (const key of client.list("w", { view: "keys", waitForReady: true, timeoutMs: 15_000 }))
    there.add(key);
  expect(applied.length).toBeGreaterThanOrEqual(200);
  expect(applied.filter((key) => !there.has(key))).toEqual([]);
  expect(notApplied.filter((key) => there.has(key))).toEqual([]);
});
