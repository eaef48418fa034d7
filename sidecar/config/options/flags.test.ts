// The accepted forms of a command line, and that all violations are reported.
import { describe, expect, test } from "vitest";
import { loadConfig, violationText } from "../index.ts";

const load = (...words: string[]) => loadConfig(words, {});
const violationsOf = async (...words: string[]) => (await load(...words)).violations.map(violationText);

describe("flags", () => {
  test("without flags there is the embedded store on daprd's ports, on loopback only", async () => {
    const { command, config, violations } = await load();
    expect(violations).toEqual([]);
    expect(command).toBe("serve");
    expect(config).toMatchObject({
      appId: "app",
      grpc: { hosts: ["127.0.0.1"], port: 50_001, transport: "wire", messageBytesMax: 4 * 1024 * 1024 },
      http: { hosts: ["127.0.0.1"], port: 3_500, headerBytesMax: 4096 },
      shutdown: { graceMs: 5_000, blockMs: 0 },
      log: { level: "info", calls: false, banner: true },
    });
    expect(config?.stores.map(({ name, driver }) => [name, driver])).toEqual([["statestore", "embedded"]]);
    expect(config?.stores[0]?.options.reveal().path).toMatch(/data[\\/]statestore$/);
  });

  test.each([
    ["--dapr-grpc-port", "7"],
    ["--dapr-grpc-port=7"],
    ["-dapr-grpc-port", "7"],
    ["-dapr-grpc-port=7"],
  ])("a flag has every form that daprd accepts: %s %s", async (...words) => {
    expect((await load(...words.filter((word) => word !== undefined))).config?.grpc.port).toBe(7);
  });

  test("0.0.0.0 and :: together are rejected, because one includes the other", async () => {
    expect(await violationsOf("--dapr-listen-addresses", "0.0.0.0,::")).toEqual([
      '--dapr-listen-addresses: "::" includes every IPv4 address; leave 0.0.0.0 out',
    ]);
    expect(await violationsOf("--dapr-listen-addresses", "::")).toEqual([]);
  });

  test("the violation of a yes-or-no flag with a separate value says how to write it", async () => {
    expect(await violationsOf("--enable-metrics", "false")).toEqual([
      '--enable-metrics: takes its value with "=": --enable-metrics=false',
    ]);
  });

  test("a yes-or-no flag is accepted with and without a value", async () => {
    expect((await load("--enable-api-logging", "check")).config?.log.calls).toBe(true);
    expect((await load("--enable-metrics=false")).config?.metrics.enabled).toBe(false);
    expect(await violationsOf("--enable-metrics=perhaps")).toEqual([
      '--enable-metrics: must be true or false, not "perhaps"',
    ]);
  });

  test("an unknown flag is rejected, with the flag that was probably meant", async () => {
    expect(await violationsOf("--dapr-grcp-port", "7")).toEqual([
      "--dapr-grcp-port: is not a flag of Pillion; did you mean --dapr-grpc-port?",
    ]);
    expect(await violationsOf("--zzz")).toEqual(["--zzz: is not a flag of Pillion"]);
  });

  test("all violations are reported at once", async () => {
    expect(
      await violationsOf(
        "serv",
        "--dapr-grpc-port",
        "70000",
        "--log-level=loud",
        "--app-id",
        "a|b",
        "--nope=1",
      ),
    ).toEqual([
      "serv: is neither a flag nor one of serve, check, wait, backup, restore, version, help; did you mean serve?",
      "--nope: is not a flag of Pillion",
      '--dapr-grpc-port: must be a whole number from 0 to 65535, not "70000"',
      '--log-level: must be one of debug, info, warn, error, fatal, not "loud"',
      '--app-id: must be 1 to 128 bytes of text without spaces, "|" or "/", not "a|b"',
    ]);
  });

  test("a flag is not taken as the missing value of the flag before it", async () => {
    const { violations } = await load("--app-id", "--dapr-grpc-port", "7");
    expect(violations.map(violationText)).toEqual(["--app-id: needs a value"]);
    expect(await violationsOf("--app-id")).toEqual(["--app-id: needs a value"]);
  });

  test("flags of daprd that have no meaning here are ignored, with one warning each", async () => {
    const words = [
      "--app-port",
      "80",
      "--app-port",
      "81",
      "-app-ssl",
      "--enable-mtls",
      "--placement-host-address",
      "p:1",
    ];
    const { config, violations, warnings } = await load(
      ...words,
      "--sentry-address=s",
      "--control-plane-namespace",
      "d",
      "--app-id",
      "cart",
    );
    expect(violations).toEqual([]);
    expect(config?.appId).toBe("cart");
    expect(warnings.map(violationText)).toEqual([
      "--app-port: is accepted and ignored: Pillion does not call the application",
      "--app-ssl: is accepted and ignored: Pillion does not call the application",
      "--enable-mtls: is accepted and ignored: Pillion has no control plane",
      "--placement-host-address: is accepted and ignored: Pillion has no actors",
      "--sentry-address: is accepted and ignored: Pillion has no control plane",
      "--control-plane-namespace: is accepted and ignored: Pillion has no control plane",
    ]);
  });

  test.each([
    ["--log-file", "/x"],
    ["--dapr-internal-grpc-listen-address", "0.0.0.0"],
  ])("daprd's flag %s does not prevent the start", async (...words) => {
    const { violations, warnings } = await load(...words);
    expect([violations, warnings.length]).toEqual([[], 1]);
  });

  test("the public port listens on its own addresses", async () => {
    const { config, violations } = await load("--dapr-public-port=7", "--dapr-public-listen-address=[::1]");
    expect(violations).toEqual([]);
    expect(config?.publicHttp).toMatchObject({ hosts: ["::1"], port: 7 });
  });

  test("words are accepted in any case", async () => {
    expect((await load("--log-level", "WARN")).config?.log.level).toBe("warn");
    expect((await load("--log-level", "Warning")).config?.log.level).toBe("warn");
    expect(await violationsOf("--log-level=constructor")).toHaveLength(1);
  });

  test("a grace period of 0 is raised to the shortest one, because stores have to flush", async () => {
    const { config, violations, warnings } = await load("--dapr-graceful-shutdown-seconds", "0");
    expect([violations, config?.shutdown.graceMs]).toEqual([[], 1000]);
    expect(warnings.map(violationText)).toEqual([
      expect.stringMatching(/^--dapr-graceful-.*: is raised to 1, because/),
    ]);
  });

  test("sizes are quantities within bounds", async () => {
    expect((await load("--max-body-size", "16Mi")).config?.grpc.messageBytesMax).toBe(16 * 1024 * 1024);
    expect((await load("--max-body-size", "100k")).config?.grpc.messageBytesMax).toBe(100_000);
    expect((await load("--dapr-http-max-request-size", "8")).config?.grpc.messageBytesMax).toBe(
      8 * 1024 * 1024,
    );
    expect(await violationsOf("--max-body-size", "1Xi")).toEqual([
      '--max-body-size: must be a size such as 4Mi from 4Ki to 256Mi, not "1Xi"',
    ]);
    expect(await violationsOf("--max-body-size=1Gi")).toHaveLength(1);
  });

  test("Unix sockets have daprd's names, and a path that is too long for a socket is rejected", async () => {
    const { config } = await load("--unix-domain-socket", "/run/p", "--app-id", "cart");
    expect(config?.grpc.socketPath).toBe("/run/p/dapr-cart-grpc.socket");
    expect(config?.http.socketPath).toBe("/run/p/dapr-cart-http.socket");
    const violations = await violationsOf("--unix-domain-socket", `/${"x".repeat(100)}`);
    expect(violations[0]).toMatch(/is 12\d bytes long; the limit is 10[37]/);
  });

  test("two listeners cannot share a port", async () => {
    expect(await violationsOf("--dapr-http-port", "50001")).toEqual([
      "--dapr-http-port: port 50001 is also the port of --dapr-grpc-port",
    ]);
    expect(await violationsOf("--dapr-grpc-port=3500")).toEqual([
      "--dapr-grpc-port: port 3500 is also the port of --dapr-http-port",
    ]);
    expect(await violationsOf("--dapr-grpc-port=0", "--dapr-http-port=0")).toEqual([]);
  });

  test("the metrics port may be that of another listener only if metrics are off", async () => {
    for (const port of ["3500", "50001"]) {
      expect(await violationsOf(`--metrics-port=${port}`)).toEqual([
        expect.stringMatching(new RegExp(`^--metrics-port: port ${port} is also the port of --dapr-`)),
      ]);
      const off = await load(`--metrics-port=${port}`, "--enable-metrics=false");
      expect([off.violations, off.config?.metrics]).toEqual([[], { enabled: false, http: undefined }]);
    }
    expect(await violationsOf("--metrics-port=3500", "--enable-metrics=true")).toHaveLength(1);
  });

  test.each([
    ["--max-body-size=6Mi", "--dapr-http-max-request-size=8", 6 * 1024 * 1024, "messageBytesMax"],
    ["--read-buffer-size=6Ki", "--dapr-http-read-buffer-size=8", 6 * 1024, "headerBytesMax"],
  ] as const)("of %s and %s the newer spelling counts, in any order", async (newer, older, bytes, name) => {
    for (const words of [
      [newer, older],
      [older, newer],
    ]) {
      const { config } = await load(...words);
      expect({ ...config?.http, ...config?.grpc }).toMatchObject({ [name]: bytes });
    }
  });

  test("addresses beyond loopback without a token are a warning", async () => {
    const { config, warnings } = await load("--dapr-listen-addresses", "0.0.0.0,[::1]");
    expect(config?.grpc.hosts).toEqual(["0.0.0.0", "::1"]);
    expect(warnings.map(violationText).join()).toMatch(
      /--dapr-listen-addresses: every client .* DAPR_API_TOKEN/,
    );
    expect((await load("--dapr-listen-addresses", "[::1],127.0.0.1")).warnings).toEqual([]);
    const withToken = await loadConfig(["--dapr-listen-addresses", "0.0.0.0"], { DAPR_API_TOKEN: "t" });
    expect(withToken.warnings).toEqual([]);
  });

  test.each([["--help"], ["-h"], ["help"], ["--version"], ["version"], ["--build-info"]])(
    "%s selects its command",
    async (word) => {
      expect((await load(word)).command).toBe(/[vb]/.test(word) ? "version" : "help");
    },
  );
});
