// Dapr's SDKs for Go, Python and Java, each by a small program of its own that
// makes every state call. They need their language and their SDK: where one of
// them is not to be had the run says so, and says what was run.
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensureBuilt, Scene, type SidecarProcess } from "../sidecar-process.ts";

const run = promisify(execFile);
const here = fileURLToPath(new URL(".", import.meta.url));
const cache = fileURLToPath(new URL("../../../.cache/dapr-sdk", import.meta.url));
const fetchMsMax = 300_000;
const runMsMax = 100_000;
const buildMsMax = 2 * runMsMax;

/** How the SDK of a program is had, and how the program is built and run. */
interface Program {
  readonly language: string;
  /** Gets the SDK. Rejects if it, or the language, is not to be had. */
  readonly fetch: (folder: string) => Promise<unknown>;
  /** Builds the program and runs it. */
  readonly run: (folder: string, grpc: string, http: string) => Promise<{ readonly stdout: string }>;
}

const at = (cwd: string, timeout: number = fetchMsMax) => ({ cwd, timeout });

const programs: readonly Program[] = [
  {
    language: "Go",
    fetch: (folder) => run("go", ["mod", "download"], at(folder)),
    run: (folder, grpc) => run("go", ["run", ".", grpc], at(folder, runMsMax)),
  },
  {
    language: "Python",
    fetch: async (folder) => {
      const python = join(folder, "venv/bin/python");
      if (!existsSync(python)) await run("python3", ["-m", "venv", "venv"], at(folder));
      await run(python, ["-m", "pip", "install", "-q", "dapr==1.18.3"], at(folder));
    },
    run: (folder, grpc, http) =>
      run(join(folder, "venv/bin/python"), [join(folder, "main.py"), grpc, http], at(folder, runMsMax)),
  },
  {
    language: "Java",
    fetch: (folder) =>
      run("mvn", ["-q", "-B", "dependency:build-classpath", "-Dmdep.outputFile=classpath.txt"], at(folder)),
    run: async (folder, grpc, http) => {
      const classpath = `classes:${readFileSync(join(folder, "classpath.txt"), "utf8").trim()}`;
      await run("javac", ["-cp", classpath, "-d", "classes", "src/main/java/Main.java"], at(folder));
      const env = {
        ...process.env,
        DAPR_GRPC_ENDPOINT: `http://${grpc}`,
        DAPR_HTTP_ENDPOINT: `http://${http}`,
      };
      return run("java", ["-cp", classpath, "Main"], { ...at(folder, runMsMax), env });
    },
  },
];

async function fetched({ language, fetch }: Program): Promise<string | undefined> {
  const folder = join(cache, language.toLowerCase());
  mkdirSync(folder, { recursive: true });
  cpSync(join(here, language.toLowerCase()), folder, { recursive: true });
  try {
    await fetch(folder);
    return folder;
  } catch {
    return undefined;
  }
}

const prepared: (readonly [Program, string | undefined])[] = [];
for (const program of programs) prepared.push([program, await fetched(program)]);

test("which SDKs were run is said", () => {
  const said = prepared.map(
    ([{ language }, folder]) =>
      `${language}: ${folder ? "was run" : "is not to be had; its program did not run"}`,
  );
  console.info(`Dapr's SDKs\n  ${said.join("\n  ")}`);
  expect(said).toHaveLength(programs.length);
});

describe("Dapr's SDK", () => {
  let scene: Scene;
  let sidecar: SidecarProcess;
  beforeAll(async () => {
    ensureBuilt();
    scene = new Scene();
    sidecar = await scene.start(["--store=statestore=memory:"]);
  }, 60_000);
  afterAll(() => scene?.dispose());

  const runnable = prepared.flatMap(([program, folder]) =>
    folder === undefined ? [] : [{ ...program, folder }],
  );
  for (const { language, folder, run: start } of runnable) {
    test(`for ${language} finds every state call as it is in Dapr`, { timeout: buildMsMax }, async () => {
      const { stdout } = await start(folder, sidecar.address("gRPC"), sidecar.address("HTTP"));
      const lines = stdout.split("\n").filter((line) => /^(ok|FAILED) /.test(line));
      expect(lines.filter((line) => line.startsWith("FAILED"))).toEqual([]);
      expect(lines.length).toBeGreaterThan(10);
    });
  }
});
