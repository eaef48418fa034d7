// Where a test server comes from, and the error if it is missing. A source is a
// plain object, so that the set-up can pass it to every worker.

/** A program that starts servers. */
export interface ServerProgram {
  /** How it was found. */
  readonly from: "given" | "path" | "package" | "wheel" | "docker";
  readonly version: string;
  /** The command. */
  readonly command: string;
  /** Arguments before the server's own (for Docker: `run … image program`). */
  readonly leading: readonly string[];
}

/** One kind of server, as found for this run. */
export interface ServerSource {
  readonly name: "redis" | "postgres";
  /** The URL of a running server, from the environment. */
  readonly url: string | undefined;
  readonly program: ServerProgram | undefined;
}

/** A missing server. The message says what was tried and how to fix it. */
export class MissingServerError extends Error {
  override readonly name = "MissingServerError";

  constructor(server: string, tried: readonly string[], fixes: readonly [string, string, string]) {
    const attempts = tried.map((line) => `  - ${line}`).join("\n");
    const ways = fixes.map((line, index) => `  ${index + 1}. ${line}`).join("\n");
    super(`No ${server} server for the tests.\nTried:\n${attempts}\nEach of these fixes it:\n${ways}`);
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

/** Returns a table of the servers of this run: server, source, version, path. */
export function sourceTable(sources: readonly ServerSource[]): string {
  const rows = [["server", "source", "version", "path"], ...sources.flatMap(rowOf)];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
  return lines.map((line) => `  ${line.trimEnd()}`).join("\n");
}
