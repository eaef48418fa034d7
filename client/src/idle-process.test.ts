// A program that does not close its client ends when no call is in flight, and a
// call in flight keeps it alive.
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { StateStoreMethods } from "@pillion/proto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort, ScriptedServer, script } from "./scripted-server-fixture.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
let server: ScriptedServer;
let folder: string;

beforeAll(async () => {
  mkdirSync(join(root, ".cache"), { recursive: true });
  folder = mkdtempSync(join(root, ".cache/idle-"));
  server = await ScriptedServer.start([
    script(StateStoreMethods.get, async () => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return { found: false };
    }),
  ]);
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

async function run(name: string, program: string): Promise<string> {
  const file = join(folder, `${name}.ts`);
  writeFileSync(file, `import { StateClient } from "@pillion/client";\n${program}`);
  const words = [join(root, "examples/run.mjs"), file];
  const env = { PATH: process.env.PATH ?? "", PILLION_ADDRESS: server.address };
  const { stdout } = await promisify(execFile)(process.execPath, words, { env, timeout: 30_000 });
  return stdout.trim();
}

test("a program ends without closing its client, after its last call", { timeout: 60_000 }, async () => {
  const program = `
const client = new StateClient();
await client.get("k");
console.log(await client.get("k"), "done");`;
  expect(await run("forgets", program)).toBe("undefined done");
});

test("a call that waits for a server keeps the program running", { timeout: 60_000 }, async () => {
  const port = await freePort();
  const program = `
const client = new StateClient({ address: "127.0.0.1:${port}" });
console.log("begun");
console.log((await client.get("k", { waitForReady: true, timeoutMs: 30_000 })) ?? "found nothing");`;
  const ended = run("waits", program);
  // Several attempts to connect fail before.
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const late = await ScriptedServer.start(
    [script(StateStoreMethods.get, () => ({ found: false }))],
    String(port),
  );
  try {
    expect(await ended).toBe("begun\nfound nothing");
  } finally {
    await late.close();
  }
});

test("a program that closes its client ends after the close", { timeout: 60_000 }, async () => {
  const program = `
const client = new StateClient();
await client.get("k");
await client.close();
console.log("closed");`;
  expect(await run("closes", program)).toBe("closed");
});
