// Finds a Redis (or Valkey) for the tests: a running server (TEST_REDIS_URL), and a
// program to start more servers with. In this order: TEST_REDIS_PROGRAM, PATH, a
// pinned wheel, Docker. TEST_REDIS_SOURCE=path|wheel|docker uses only one.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { dockerProgram } from "./docker-program.ts";
import { fileFromWheel, valkeyRelease } from "./python-wheel.ts";
import { MissingServerError, type ServerProgram, type ServerSource } from "./server-source.ts";

function versionOf(command: string): string {
  const text = execFileSync(command, ["--version"], { encoding: "utf8", timeout: 10_000 });
  const version = /v=(\S+)/.exec(text)?.[1];
  if (version === undefined) throw new Error(`${command} --version printed no version`);
  return version;
}

function programAt(from: ServerProgram["from"], command: string): ServerProgram {
  return { from, version: versionOf(command), command, leading: [] };
}

function fromPath(path: string): ServerProgram {
  for (const name of ["redis-server", "valkey-server"]) {
    const folder = path.split(delimiter).find((item) => item !== "" && existsSync(join(item, name)));
    if (folder !== undefined) return programAt("path", join(folder, name));
  }
  throw new Error("neither redis-server nor valkey-server is on PATH");
}

/** Finds a Redis according to the environment; `cache` is for downloads. Throws MissingServerError. */
export function findRedis(environment: NodeJS.ProcessEnv, cache: string): ServerSource {
  const url = environment.TEST_REDIS_URL;
  const given = environment.TEST_REDIS_PROGRAM;
  if (given !== undefined) return { name: "redis", url, program: programAt("given", given) };
  const ways: Readonly<Record<string, () => ServerProgram>> = {
    path: () => fromPath(environment.PATH ?? ""),
    wheel: () => programAt("wheel", fileFromWheel(valkeyRelease, cache)),
    docker: () => dockerProgram("valkey/valkey:8", "valkey-server"),
  };
  const wanted = environment.TEST_REDIS_SOURCE;
  const tried: string[] = ["TEST_REDIS_URL and TEST_REDIS_PROGRAM: not set"];
  for (const [name, way] of Object.entries(ways)) {
    if (wanted !== undefined && wanted !== name) continue;
    try {
      return { name: "redis", url, program: way() };
    } catch (cause) {
      tried.push(`${name}: ${cause instanceof Error ? firstLine(cause.message) : String(cause)}`);
    }
  }
  if (url !== undefined) return { name: "redis", url, program: undefined };
  throw new MissingServerError("Redis", tried, [
    "apt-get install -y redis-server     (macOS: brew install redis)",
    "docker run -d -p 6379:6379 redis:8 && TEST_REDIS_URL=redis://127.0.0.1:6379 npm test",
    "python3 -m pip --version            (with pip and a network, a pinned Valkey is downloaded into .cache)",
  ]);
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? text;
}
