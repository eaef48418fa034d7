// The project's own text files, for the tests that read words and lines and not syntax.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** One file. */
export interface TextFile {
  /** From the root, with slashes. */
  readonly path: string;
  readonly text: string;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const endings = ["ts", "mts", "mjs", "md", "proto", "lua", "sql", "yaml", "yml", "json", "sh"];

// Generated, or written by others.
const foreign =
  /^(proto\/(gen|dapr|google|grpc)\/|test\/deploy\/schemas\/|package-lock\.json$|test\/bench\/results\.json$)/;

function load(): TextFile[] {
  const patterns = [...endings.map((ending) => `*.${ending}`), ".ci/*"];
  const output = execFileSync(
    "git",
    ["ls-files", "--cached", "--others", "--exclude-standard", ...patterns],
    { cwd: root, encoding: "utf8" },
  );
  return [...new Set(output.split("\n"))]
    .filter((path) => path !== "" && !foreign.test(path) && existsSync(join(root, path)))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

/** Every text file that is written by hand. */
export const textFiles: readonly TextFile[] = load();
