// What a program sees of a sidecar that goes and comes: what was acknowledged
// is there, what was not is never told as done, and the client goes on by itself.

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

test("a client outlives a restart of the sidecar, over a Unix socket, and finds its data", async () => {
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
  await client.set("k", bytes("and on"), { ifVersion: version });
});

test("writers under kill -9 are told the truth of every write", async () => {
  const first = await fixture.start();
  const port = first.address("gRPC").split(":").at(-1);
  await using client = new StateClient({ transport: connectBy, address: first.address("gRPC") });
  const applied: string[] = [];
  const refused: string[] = [];
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
        if (isNotApplied(error)) refused.push(key);
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
  expect(refused.filter((key) => there.has(key))).toEqual([]);
});
