// When packages are installed and when the sidecar is built.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const scripts = fileURLToPath(new URL("./", import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pillion-install-"));
  cpSync(scripts, join(folder, "scripts"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function json(path: string, value: unknown): void {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), JSON.stringify(value));
}

function evaluate(module: string, expression: string): unknown {
  const script = `const m = await import(${JSON.stringify(join(folder, "scripts", module))});
    console.log(JSON.stringify(${expression} ?? null));`;
  const words = ["--input-type=module", "-e", script];
  const { stdout, stderr } = spawnSync(process.execPath, words, { encoding: "utf8" });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

const installReason = () => evaluate("install.mjs", "m.installReason()");

describe("installation", () => {
  const wanted = {
    "": { name: "x" },
    wire: { version: "1.0.0" },
    "node_modules/a": { version: "1.0.0" },
    "node_modules/wire": { link: true, resolved: "wire" },
    "node_modules/other-platform": { version: "1.0.0", optional: true },
  };

  function install(installed: Record<string, unknown>): void {
    json("package-lock.json", { packages: wanted });
    json("node_modules/.package-lock.json", { packages: installed });
    mkdirSync(join(folder, "node_modules/a"), { recursive: true });
    mkdirSync(join(folder, "node_modules/wire"), { recursive: true });
  }

  test("without node_modules packages are installed", () => {
    json("package-lock.json", { packages: wanted });
    expect(installReason()).toBe("node_modules is missing");
  });

  test("nothing is installed if all packages for this platform are there", () => {
    install({ "node_modules/a": { version: "1.0.0" }, "node_modules/wire": { link: true } });
    expect(installReason()).toBeNull();
  });

  test("packages are installed if one is missing or has another version", () => {
    install({ "node_modules/a": { version: "0.9.0" }, "node_modules/wire": { link: true } });
    expect(installReason()).toBe("node_modules/a is 0.9.0, not 1.0.0");
    install({ "node_modules/a": { version: "1.0.0" }, "node_modules/wire": { link: true } });
    rmSync(join(folder, "node_modules/a"), { recursive: true });
    expect(installReason()).toBe("node_modules/a is missing");
  });
});

describe("building", () => {
  const staleReason = () => evaluate("stamp.mjs", "m.staleReason()");

  test("the bundle is stale when an input changed or an output is missing, and only then", () => {
    expect(staleReason()).toBe("it has not been built yet");
    json("src/a.ts", 1);
    json("dist/pillion.js", 1);
    evaluate("stamp.mjs", 'm.writeStamp(["src/a.ts"], ["dist/pillion.js"])');
    expect(staleReason()).toBeNull();
    json("src/a.ts", 2);
    expect(staleReason()).toBe("src/a.ts has changed");
    json("src/a.ts", 1);
    rmSync(join(folder, "dist/pillion.js"));
    expect(staleReason()).toBe("dist/pillion.js is missing");
  });
});
