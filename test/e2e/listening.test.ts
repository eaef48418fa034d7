// Addresses that a process cannot listen on.
import { createServer } from "node:net";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { ensureBuilt, ProcessFixture, until } from "./sidecar-process.ts";

beforeAll(ensureBuilt, 120_000);

let fixture: ProcessFixture;
beforeEach(() => {
  fixture = new ProcessFixture();
});
afterEach(() => fixture.dispose());

test("the error for a port in use names the port, and everything opened before is closed", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await until("the other server listens", () => other.listening);
  const address = other.address();
  const port = typeof address === "object" ? address?.port : undefined;
  try {
    for (const flag of ["--dapr-grpc-port", "--dapr-http-port"]) {
      const sidecar = fixture.spawn([`${flag}=${port}`]);
      expect((await sidecar.exit).code, flag).toBe(1);
      expect(sidecar.stderr).toMatch(
        new RegExp(
          `cannot start: cannot listen on 127\\.0\\.0\\.1:${port}: .*process.*; use ${flag} to choose another port`,
        ),
      );
      expect(sidecar.stdout).toBe("");
    }
  } finally {
    other.close();
  }
  await fixture.start();
});

test("a listening address that the machine does not have is a warning while others are left", async () => {
  const missing = "192.0.2.1";
  const all = ["--dapr-listen-addresses", "--metrics-listen-address", "--dapr-public-listen-address"];
  const ports = ["--metrics-port=0", "--dapr-public-port=0"];
  const sidecar = await fixture.start([...ports, ...all.map((flag) => `${flag}=${missing},127.0.0.1`)]);
  const served =
    /"cannot listen on 192\.0\.2\.1:\d+: the address does not belong to this machine; the other addresses are served"/g;
  await until("each port has its warning", () => sidecar.stderr.match(served)?.length === 4);
  await sidecar.set("a", "1");
  const none = fixture.spawn(["--store=m=memory:", `--dapr-listen-addresses=${missing}`]);
  expect((await none.exit).code).toBe(1);
  expect(none.stderr).toMatch(/; use --dapr-listen-addresses to choose another address/);
});
