// The order of flags, environment and file, and what the environment may contain.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadConfig, Secret, violationText } from "./index.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pillion-config-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(text: string): string {
  const path = join(folder, "pillion.yaml");
  writeFileSync(path, text);
  return path;
}

describe("precedence", () => {
  test("a flag wins over a variable, a variable over the file, the file over the default", async () => {
    const path = file("app-id: from-file\ndapr-http-port: 1\nlog-level: debug\n");
    const environment = {
      PILLION_CONFIG_FILE: path,
      PILLION_APP_ID: "from-env",
      PILLION_DAPR_HTTP_PORT: "2",
    };
    const { config, violations } = await loadConfig(["--app-id", "from-flag"], environment);
    expect(violations).toEqual([]);
    expect([config?.appId, config?.http.port, config?.log.level]).toEqual(["from-flag", 2, "debug"]);
  });

  test("the last of a flag given twice counts", async () => {
    expect((await loadConfig(["--app-id=a", "--app-id=b"], {})).config?.appId).toBe("b");
  });

  test("a value must be valid even if a higher place hides it", async () => {
    const { violations } = await loadConfig(["--dapr-grpc-port=1"], { PILLION_DAPR_GRPC_PORT: "x" });
    expect(violations.map(violationText)).toEqual([
      'PILLION_DAPR_GRPC_PORT: must be a whole number from 0 to 65535, not "x"',
    ]);
  });

  test("stores of all places are joined by name, and the one of the higher place wins", async () => {
    const path = file("stores:\n  a: memory\n  b: embedded:./b\n  c: memory\n");
    const { config } = await loadConfig(["--config-file", path, "--store", "a=embedded:./a"], {
      PILLION_STORE: "b=memory: d=memory:",
    });
    expect(config?.stores.map(({ name, driver }) => `${name} ${driver}`)).toEqual([
      "a embedded",
      "b memory",
      "d memory",
      "c memory",
    ]);
  });
});

describe("environment", () => {
  test("an unknown variable is rejected, with the variable that was probably meant", async () => {
    const { violations } = await loadConfig([], { PILLION_APP: "x", PILLION_DAPR_GRPC_PROT: "1" });
    expect(violations.map(violationText)).toEqual([
      "PILLION_APP: is not a variable of Pillion",
      "PILLION_DAPR_GRPC_PROT: is not a variable of Pillion; did you mean PILLION_DAPR_GRPC_PORT?",
    ]);
  });

  test("variables that Kubernetes sets for a Service named pillion are ignored", async () => {
    const { violations } = await loadConfig([], {
      PILLION_ADDRESS: "127.0.0.1:50001",
      PILLION_SERVICE_HOST: "10.0.0.1",
      PILLION_SERVICE_PORT: "50001",
      PILLION_SERVICE_PORT_GRPC: "50001",
      PILLION_PORT: "tcp://10.0.0.1:50001",
      PILLION_PORT_50001_TCP: "tcp://10.0.0.1:50001",
      PILLION_PORT_50001_TCP_ADDR: "10.0.0.1",
      PILLION_CART_SERVICE_HOST: "10.0.0.2",
      PILLION_CART_PORT: "tcp://10.0.0.2:1",
      PILLION_METRICS_PORT: "tcp://10.0.0.3:9090",
      PILLION_DAPR_HTTP_PORT: "tcp://10.0.0.4:3500",
    });
    expect(violations).toEqual([]);
  });

  test("an empty variable counts as unset", async () => {
    const { config, violations } = await loadConfig([], {
      PILLION_DAPR_GRPC_PORT: "",
      PILLION_APP_ID: "",
      DAPR_API_TOKEN: "",
    });
    expect(violations).toEqual([]);
    expect(config?.grpc.apiToken).toBeUndefined();
  });

  test("blanks around the token are removed with a warning, and a token of only blanks is a violation", async () => {
    const { config, warnings } = await loadConfig([], { DAPR_API_TOKEN: "canary-token\n" });
    expect(config?.grpc.apiToken?.reveal()).toBe("canary-token");
    expect(warnings.map(violationText)).toEqual([
      expect.stringMatching(/^DAPR_API_TOKEN: begins or ends with whitespace/),
    ]);
    const { violations } = await loadConfig([], { DAPR_API_TOKEN: " \n" });
    expect(violations.map(violationText)).toEqual([
      "DAPR_API_TOKEN: is blank; leave it empty to require no token",
    ]);
  });

  test("daprd's token variable is read, and its value never shown", async () => {
    const { config } = await loadConfig([], { DAPR_API_TOKEN: "canary-token" });
    expect(config?.grpc.apiToken?.reveal()).toBe("canary-token");
    expect(
      JSON.stringify(config) + inspect(config, { depth: 9 }) + String(config?.grpc.apiToken),
    ).not.toContain("canary");
  });
});

describe("secrets", () => {
  test("no text form of a secret or of a configuration shows the secret's value", async () => {
    const secret = new Secret("canary");
    const texts = [
      String(secret),
      `${secret}`,
      JSON.stringify({ secret }),
      inspect(secret),
      inspect({ a: [secret] }),
    ];
    expect(texts.join()).not.toContain("canary");
    expect(secret.reveal()).toBe("canary");
    const { config } = await loadConfig(["--store", "a=memory:?password=canary"], {});
    expect(JSON.stringify(config) + inspect(config, { depth: 9, showHidden: true })).not.toContain("canary");
  });

  test("a store's name that is not valid is named, and a repeated flag has its number", async () => {
    const words = ["a=memory:", "bad name=redis://:canary@host", "canary", "redis://:canary@host?index=true"];
    const { violations } = await loadConfig(
      words.map((word) => `--store=${word}`),
      {},
    );
    const form = "must be NAME=URL, such as cart=redis://127.0.0.1:6379 or cart=embedded:./cart";
    expect(violations.map(violationText)).toEqual([
      '--store: value 2 of 4 must be NAME=URL; the name "bad name" is not valid: it must have 1 to 128 characters (ASCII letters, digits, ".", "_" and "-") and begin with a letter or digit',
      `--store: value 3 of 4 ${form}`,
      `--store: value 4 of 4 ${form}`,
    ]);
  });

  test("no violation shows a store's URL", async () => {
    const urls = [
      "a=http://user:canary@host",
      "=redis://:canary@host",
      "canary",
      "a b=redis://:canary@host",
      "a=canary",
    ];
    for (const url of urls) {
      const { violations } = await loadConfig(["--store", url], {});
      expect(violations, url).toHaveLength(1);
      expect(violations.map(violationText).join(), url).not.toContain("canary");
    }
  });
});
