// Signals that do not stop the process: it logs a message and continues.
import { connect } from "node:net";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { ensureBuilt, ProcessFixture, until } from "./sidecar-process.ts";

beforeAll(ensureBuilt, 120_000);

let fixture: ProcessFixture;
beforeEach(() => {
  fixture = new ProcessFixture();
});
afterEach(() => fixture.dispose());

test("SIGHUP does not stop it: it logs that files are only read at the start, and continues", async () => {
  const sidecar = await fixture.start();
  await sidecar.set("a", "1");
  sidecar.child.kill("SIGHUP");
  await until("it logs a message", () => sidecar.stderr.includes("files are read only at start"));
  expect(await sidecar.get("a")).toBe("1");
  expect(await sidecar.end()).toEqual({ code: 0, signal: null });
});

// The default port of Node's debugger.
const debuggerPort = 9229;

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("close", () => socket.destroy());
    socket.unref();
  });
}

test("SIGUSR1 opens no debugger in a process that holds secrets", async () => {
  const sidecar = await fixture.start();
  const before = await isTaken(debuggerPort);
  sidecar.child.kill("SIGUSR1");
  await until("it logs a message", () => sidecar.stderr.includes("the debugger of Node is not available"));
  expect(await isTaken(debuggerPort)).toBe(before);
  expect(sidecar.stderr).not.toContain("Debugger listening");
  expect(await sidecar.end()).toEqual({ code: 0, signal: null });
});
