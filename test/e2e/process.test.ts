// The sidecar as a process: it starts, prints its addresses, stops cleanly without
// losing anything, and rejects an invalid configuration with a message.
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client, credentials, status } from "@grpc/grpc-js";
import { HealthMethods, StateStoreMethods } from "@pillion/proto";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { transport } from "../transports/transport.ts";
import { ensureBuilt, ProcessFixture, program, until } from "./sidecar-process.ts";

beforeAll(ensureBuilt, 120_000);

let fixture: ProcessFixture;
beforeEach(() => {
  fixture = new ProcessFixture();
});
afterEach(() => fixture.dispose());

const hasGrpcurl = (() => {
  try {
    execFileSync("grpcurl", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

describe("start", () => {
  test("the banner has the addresses and the data directory, and its example commands work", async () => {
    const sidecar = await fixture.start(["--app-id", "cart"]);
    expect(sidecar.stdout).toContain(`statestore: embedded, in ${join(fixture.folder, "data/statestore")}`);
    const lines = sidecar.stdout.split("Try:\n")[1]?.trim().split("\n") ?? [];
    expect(lines).toHaveLength(3);
    for (const line of lines) {
      if (line.includes("grpcurl") && !hasGrpcurl) continue;
      execFileSync("sh", ["-c", line], { stdio: "pipe" });
    }
    if (!hasGrpcurl) await sidecar.set("hello", "world");
    expect(await sidecar.get("hello")).toBe("world");
  });

  test("the bundle is an executable program", () => {
    expect(execFileSync(program, ["version"], { encoding: "utf8" })).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(execFileSync(program, ["--help"], { encoding: "utf8" })).toContain("--dapr-grpc-port PORT");
  });

  test("an old Node exits with a message that names the required version, without a stack trace", () => {
    const script = `
      Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.0" } });
      await import(${JSON.stringify(program)});
    `;
    const words = ["--input-type=module", "-e", script];
    const { status: code, stderr } = spawnSync(process.execPath, words, { encoding: "utf8" });
    expect([code, stderr]).toEqual([2, "pillion: needs Node 20.19 or newer; this is 18.20.0\n"]);
  });

  test("health, readiness and metrics are served, and nothing else", async () => {
    const sidecar = await fixture.start();
    await sidecar.set("a", "1");
    expect(await sidecar.http("/healthz")).toEqual({ status: 200, text: "ok\n" });
    const ready = await sidecar.http("/readyz");
    expect([ready.status, JSON.parse(ready.text)]).toEqual([
      200,
      {
        ready: true,
        waitingFor: [],
        draining: false,
        stores: { statestore: { driver: "embedded", serving: true } },
      },
    ]);
    const { text } = await sidecar.http("/metrics");
    expect(text).toMatch(/pillion_grpc_calls_total\{method="statestore\.v1\.StateStore\/Set",code="OK"\} 1/);
    expect(text).toMatch(
      /pillion_state_operations_total\{store="statestore",operation="commit",code="ok"\} 1/,
    );
    expect(text).toMatch(/pillion_store_serving\{store="statestore"\} 1/);
    expect(text).toMatch(/process_resident_memory_bytes \d+/);
    expect((await sidecar.http("/")).status).toBe(404);
    expect((await fetch(`http://${sidecar.address("HTTP")}/healthz`, { method: "POST" })).status).toBe(405);
    const { status: serving } = await sidecar.call(HealthMethods.check, {});
    expect(serving).toBe(1);
  });

  test("metrics contain the load of the gRPC port, and rejections by its limits where the transport reports them", async () => {
    const sidecar = await fixture.start(["--store=statestore=memory:", "--max-body-size=16Ki"]);
    await sidecar.set("large", "x".repeat(20_000)).catch(() => 0);
    const { text } = await sidecar.http("/metrics");
    expect(text).toMatch(/^pillion_grpc_connections 1$/m);
    expect(text).toMatch(/^pillion_grpc_running_calls 0$/m);
    const rejected = /^pillion_grpc_limit_hits_total\{counter="messagesRefused"\} (\d+)$/m.exec(text)?.[1];
    // grpc-js does not report the messages that it rejects.
    expect(rejected).toBe(transport === "wire" ? "1" : undefined);
  });

  test("metrics and probes can have their own ports, and metrics can be off", async () => {
    const sidecar = await fixture.start([
      "--metrics-port=0",
      "--metrics-listen-address=127.0.0.1",
      "--dapr-public-port=0",
    ]);
    expect((await sidecar.http("/metrics", "metrics")).status).toBe(200);
    expect((await sidecar.http("/healthz", "metrics")).status).toBe(404);
    const probes = sidecar.address("probes").replace("0.0.0.0", "127.0.0.1");
    expect((await fetch(`http://${probes}/readyz`)).status).toBe(200);
    expect((await fetch(`http://${probes}/metrics`)).status).toBe(404);
    const without = await fixture.start(["--enable-metrics=false", "--store", "statestore=memory:"]);
    expect((await without.http("/metrics")).status).toBe(404);
    await without.set("a", "1");
  });

  test("with Unix sockets no port is opened, and the socket of a killed process is replaced", async () => {
    const sockets = join(fixture.folder, "sockets");
    const flags = ["--unix-domain-socket", sockets, "--app-id", "cart"];
    const sidecar = await fixture.start(flags);
    expect(sidecar.address("gRPC")).toBe(`unix:${sockets}/dapr-cart-grpc.socket`);
    expect(sidecar.address("HTTP")).toBe(`unix:${sockets}/dapr-cart-http.socket`);
    expect(statSync(sockets).mode & 0o777).toBe(0o700);
    for (const api of ["grpc", "http"]) {
      expect(statSync(`${sockets}/dapr-cart-${api}.socket`).mode & 0o777).toBe(0o660);
    }
    await sidecar.set("a", "1");
    const second = fixture.spawn([...flags, "--data-dir", join(fixture.folder, "other")]);
    expect((await second.exit).code).toBe(1);
    expect(second.stderr).toMatch(/cannot listen on unix:.*another process/);
    await sidecar.end("SIGKILL");
    const again = await fixture.start(flags);
    expect(await again.get("a")).toBe("1");
    for (const line of again.stdout.split("Try:\n")[1]?.trim().split("\n") ?? []) {
      if (line.includes("curl") && (hasGrpcurl || !line.includes("grpcurl")))
        execFileSync("sh", ["-c", line]);
    }
    expect((await again.end()).code).toBe(0);
    expect(() => statSync(`${sockets}/dapr-cart-grpc.socket`)).toThrow("ENOENT");
    expect(() => statSync(`${sockets}/dapr-cart-http.socket`)).toThrow("ENOENT");
  });

  test("with --log-as-json only JSON is printed", async () => {
    const sidecar = fixture.spawn(["--log-as-json"]);
    await until("it logs that it is running", () => sidecar.stderr.includes('"running"'));
    await sidecar.end();
    expect(sidecar.stdout).toBe("");
    const lines = sidecar.stderr.trim().split("\n");
    expect(sidecar.log()).toHaveLength(lines.length);
    expect(sidecar.log()[0]).toMatchObject({ level: "info", app: "app", message: "running" });
  });

  test("wait ends when a sidecar with the same flags is ready", async () => {
    const flags = ["--unix-domain-socket", join(fixture.folder, "sockets"), "--store=statestore=memory:"];
    const waiting = fixture.spawn(["wait", ...flags]);
    await fixture.start(flags);
    expect(await waiting.exit).toEqual({ code: 0, signal: null });
    expect(waiting.stderr).toMatch(/^pillion: waiting for \/readyz on the Unix socket .*: there is no such /);
  });

  test("several stores are served by name", async () => {
    const sidecar = await fixture.start(["--store", "a=memory:", "--store", "b=embedded:"]);
    await sidecar.call(StateStoreMethods.set, { store: "b", key: "k", value: Buffer.from("in b") });
    const inA = await sidecar.call(StateStoreMethods.get, { store: "a", key: "k" });
    expect(inA.found).toBe(false);
    await expect(sidecar.get("k")).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
    const lines = sidecar.stdout.split("Try:\n")[1]?.trim().split("\n") ?? [];
    for (const line of lines) if (hasGrpcurl || !line.includes("grpcurl")) execFileSync("sh", ["-c", line]);
  });
});

describe("stop", () => {
  test.each(["SIGTERM", "SIGINT"] as const)(
    "%s lets calls in flight end, keeps their writes, and exits 0",
    async (signal) => {
      const sidecar = await fixture.start();
      await sidecar.set("first", "1");
      const writes = Array.from({ length: 90 }, (_, index) => sidecar.set(`k${index}`, `v${index}`));
      await Promise.race(writes);
      const exit = sidecar.end(signal);
      const results = await Promise.allSettled(writes);
      expect(results.filter(({ status: end }) => end === "rejected")).toEqual([]);
      expect(await exit).toEqual({ code: 0, signal: null });
      expect(sidecar.log().map(({ message }) => message)).toEqual(["running", "stopping", "stopped"]);
      const again = await fixture.start();
      for (let index = 0; index < 90; index += 10) expect(await again.get(`k${index}`)).toBe(`v${index}`);
    },
  );

  test("a health watch first reports NOT_SERVING, and does not delay the stop", async () => {
    const sidecar = await fixture.start([
      "--store=statestore=memory:",
      "--dapr-graceful-shutdown-seconds=30",
    ]);
    const client = new Client(sidecar.address("gRPC"), credentials.createInsecure());
    const { path, request, response } = HealthMethods.watch;
    const encode = (message: object) => Buffer.from(request.encode(message));
    const watching = client.makeServerStreamRequest(path, encode, response.decode, {});
    const seen: number[] = [];
    watching.on("error", () => undefined);
    watching.on("data", ({ status: serving }) => seen.push(serving));
    await until("the first state is received", () => seen.length === 1);
    expect(await sidecar.end()).toEqual({ code: 0, signal: null });
    await until("the last state is received", () => seen.length === 2);
    expect(seen).toEqual([1, 2]);
    expect(sidecar.log().at(-1)).toMatchObject({ message: "stopped", state: "terminated" });
    client.close();
  });

  test("a second signal ends the process at once", async () => {
    const sidecar = await fixture.start(["--dapr-block-shutdown-duration", "60s"]);
    sidecar.child.kill("SIGTERM");
    await until("it logs that it is stopping", () => sidecar.stderr.includes('"stopping"'));
    expect(await sidecar.set("still", "served")).toBeDefined();
    // Signals of one key press arrive together and count as one; this one is sent later.
    await until("it exits", async () => {
      sidecar.child.kill("SIGTERM");
      return sidecar.child.exitCode !== null;
    });
    expect(await sidecar.exit).toEqual({ code: 143, signal: null });
  });

  test("two signals of one key press count as one", async () => {
    const sidecar = await fixture.start();
    sidecar.child.kill("SIGINT");
    sidecar.child.kill("SIGTERM");
    expect(await sidecar.exit).toEqual({ code: 0, signal: null });
  });

  test("writes acknowledged before kill -9 exist after the next start", async () => {
    const first = await fixture.start();
    for (let index = 0; index < 20; index++) await first.set(`k${index}`, `v${index}`);
    expect(await first.end("SIGKILL")).toEqual({ code: null, signal: "SIGKILL" });
    const second = await fixture.start();
    for (let index = 0; index < 20; index++) expect(await second.get(`k${index}`)).toBe(`v${index}`);
  });
});

describe("rejected configurations and calls", () => {
  test("all violations of the configuration are reported together, before anything is opened", async () => {
    const file = join(fixture.folder, "p.yaml");
    writeFileSync(
      file,
      "app-di: cart\nstores:\n  a:\n    driver: memory\n    options: {sweepIntervalMs: never}\n",
    );
    const sidecar = fixture.spawn(["--log-levle=info", "--config-file", file], {
      PILLION_DAPR_GRPC_PORTS: "1",
    });
    expect((await sidecar.exit).code).toBe(2);
    expect(sidecar.stderr).toContain("the configuration has 4 violations");
    expect(sidecar.stderr).toContain("--log-levle: is not a flag of Pillion; did you mean --log-level?");
    expect(sidecar.stderr).toContain("did you mean PILLION_DAPR_GRPC_PORT?");
    expect(sidecar.stderr).toContain(
      `${file}:1:9 (app-di): is not a name of this file; did you mean app-id?`,
    );
    expect(sidecar.stderr).toMatch(
      /p\.yaml:5:\d+ \(stores\.a\.options\.sweepIntervalMs\): store "a": .*sweepIntervalMs/,
    );
    expect(() => statSync(join(fixture.folder, "data"))).toThrow("ENOENT");
  });

  test("check prints what would be served, or every violation, and opens nothing", async () => {
    const valid = fixture.spawn(["check", "--app-port", "80"]);
    expect((await valid.exit).code).toBe(0);
    expect(valid.stdout).toMatch(
      /The configuration is valid\. This would be served:\n.*app +app\n.*statestore: embedded, in /s,
    );
    expect(valid.stderr).toBe(
      "warning: --app-port: is accepted and ignored: Pillion does not call the application\n",
    );
    expect(() => statSync(join(fixture.folder, "data"))).toThrow("ENOENT");
    const invalid = fixture.spawn([
      "check",
      "--dapr-grpc-port=x",
      "--store=y",
      "--store=r=redis://h?redisType=clustr",
    ]);
    expect((await invalid.exit).code).toBe(2);
    expect(invalid.stderr).toContain("2 violations");
    expect(invalid.stderr).toMatch(/^warning: .*"r": option redisType is neither node nor cluster/m);
  });

  test("a data directory that another process owns is rejected, and that process is not affected", async () => {
    const owner = await fixture.start();
    await owner.set("a", "1");
    const second = fixture.spawn();
    expect((await second.exit).code).toBe(1);
    expect(second.stderr).toMatch(/cannot start: .*statestore.*(process|owned|use)/);
    expect(await owner.get("a")).toBe("1");
  });

  test("a data directory that cannot be written is rejected", async () => {
    const file = join(fixture.folder, "file");
    writeFileSync(file, "");
    const blocked = fixture.spawn([`--store=a=embedded:${join(file, "data")}`]);
    expect((await blocked.exit).code).toBe(1);
    expect(blocked.stderr).toMatch(/cannot start: .*"?a"?.*/);
    if (process.getuid?.() === 0) return;
    const folder = join(fixture.folder, "readonly");
    mkdirSync(folder, { mode: 0o500 });
    const readonly = fixture.spawn([`--store=a=embedded:${join(folder, "data")}`]);
    expect((await readonly.exit).code).toBe(1);
    chmodSync(folder, 0o700);
  });

  test("an unknown driver is a violation of the configuration, and its options are not shown", async () => {
    const file = join(fixture.folder, "p.yaml");
    writeFileSync(file, "stores:\n  a:\n    driver: nonesuch\n    options: {password: canary}\n");
    const sidecar = fixture.spawn([`--config-file=${file}`]);
    expect((await sidecar.exit).code).toBe(2);
    expect(sidecar.stderr).toContain(`${file}:3:5 (stores.a): store "a": driver: there is no "nonesuch"`);
    expect(sidecar.stderr).not.toContain("canary");
  });

  test("a message over --max-body-size is rejected with the limit, and nothing is written", async () => {
    const sidecar = await fixture.start(["--max-body-size=16Ki", "--store=statestore=memory:"]);
    await sidecar.set("small", "x".repeat(15_000));
    const error = await sidecar.set("large", "x".repeat(20_000)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: expect.any(Number), details: expect.stringMatching(/16384/) });
    expect(await sidecar.get("large")).toBeUndefined();
  });

  test("with a configured token, calls without it are rejected, except health checks", async () => {
    const sidecar = await fixture.start(["--store=statestore=memory:"], { DAPR_API_TOKEN: "canary-token" });
    await expect(sidecar.get("a")).rejects.toMatchObject({ code: status.UNAUTHENTICATED });
    const token = { "dapr-api-token": "canary-token" };
    expect((await sidecar.call(StateStoreMethods.get, { key: "a" }, token)).found).toBe(false);
    await expect(
      sidecar.call(StateStoreMethods.get, { key: "a" }, { "dapr-api-token": "canary-tokem" }),
    ).rejects.toMatchObject({ code: status.UNAUTHENTICATED });
    expect((await sidecar.call(HealthMethods.check, {})).status).toBe(1);
    expect(sidecar.stdout + sidecar.stderr).not.toContain("canary");
  });
});

describe("output", () => {
  test("a log that is not read delays neither calls nor shutdown", async () => {
    const sidecar = await fixture.start([
      "--log-level=debug",
      "--enable-api-logging",
      "--store=statestore=memory:",
    ]);
    sidecar.child.stderr?.pause();
    // More lines than the pipe holds.
    for (let round = 0; round < 40; round++) {
      await Promise.all(Array.from({ length: 90 }, (_, index) => sidecar.set(`k${index}`, "v")));
    }
    expect(await sidecar.get("k1")).toBe("v");
    expect(await sidecar.end()).toEqual({ code: 0, signal: null });
  });

  test("no log, metric or banner contains a value", async () => {
    const sidecar = await fixture.start([
      "--log-level=debug",
      "--enable-api-logging",
      "--max-body-size=16Ki",
    ]);
    const canary = "canary-7f3a";
    const value = Buffer.from(canary);
    await sidecar.call(StateStoreMethods.set, { key: "k", value, contentType: "text/plain" });
    await sidecar
      .call(StateStoreMethods.set, { key: "k", value, precondition: { version: "nope" } })
      .catch(() => 0);
    await sidecar.call(StateStoreMethods.increment, { key: "k", delta: 1 }).catch(() => 0);
    await sidecar.set("big", canary.repeat(2000)).catch(() => 0);
    await sidecar.call(StateStoreMethods.set, { key: "a||b", value }).catch(() => 0);
    const metrics = await sidecar.http("/metrics");
    await sidecar.end();
    expect(sidecar.stderr).toContain('"message":"call"');
    expect(sidecar.stderr).toContain("StateStore/Increment");
    const everything = sidecar.stdout + sidecar.stderr + metrics.text;
    expect(everything).not.toContain(canary);
    expect(everything).not.toContain(value.toString("base64"));
    expect(everything).not.toContain(value.toString("hex"));
  });
});
