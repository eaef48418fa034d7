// Where a test server comes from, and what to say when it cannot be had. A
// source is a plain object, so that the set-up can hand it to every worker.

/** A program that starts servers. */
export interface ServerProgram {
  /** How it was found. */
  readonly from: "given" | "path" | "package" | "wheel" | "docker";
  readonly version: string;
  /** What is run. */
  readonly command: string;
  /** What stands before the server's own arguments (for Docker: `run … image program`). */
  readonly leading: readonly string[];
}

/** One kind of server as this run found it. */
export interface ServerSource {
  readonly name: "redis" | "postgres";
  /** A server that is already running, from the environment. */
  readonly url: string | undefined;
  readonly program: ServerProgram | undefined;
}

/** A server that cannot be had. Its message says what was tried and how to mend it. */
export class MissingServerError extends Error {
  override readonly name = "MissingServerError";

  constructor(server: string, tried: readonly string[], fixes: readonly [string, string, string]) {
    const attempts = tried.map((line) => `  - ${line}`).join("\n");
    const ways = fixes.map((line, index) => `  ${index + 1}. ${line}`).join("\n");
    super(`No ${server} server for the tests.\nTried:\n${attempts}\nAny one of these mends it:\n${ways}`);
  }
}

function rowOf({ name, url, program }: ServerSource): readonly string[][] {
  const rows: string[][] = [];
  if (url !== undefined) rows.push([name, "environment URL", "", withoutPassword(url)]);
  if (program !== undefined)
    rows.push([name, program.from, program.version, [program.command, ...program.leading].join(" ")]);
  if (rows.length === 0) rows.push([name, "MISSING, allowed by TEST_ALLOW_MISSING", "", ""]);
  return rows;
}

function withoutPassword(url: string): string {
  return url.replace(/:[^:@/]*@/, ":***@");
}

/** A table of what this run uses: server, source, version, path. */
export function sourceTable(sources: readonly ServerSource[]): string {
  const rows = [["server", "source", "version", "path"], ...sources.flatMap(rowOf)];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
  return lines.map((line) => `  ${line.trimEnd()}`).join("\n");
}
