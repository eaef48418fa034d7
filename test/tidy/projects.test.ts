// Every test file belongs to a run, and only what tests the transport runs twice in one run.
import { execFileSync } from "node:child_process";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { sourceFiles } from "./source-files.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface Listed {
  readonly file: string;
  readonly projectName: string;
}

function listed(config: string): readonly (readonly [string, string])[] {
  const words = ["node_modules/vitest/vitest.mjs", "list", "--filesOnly", "--json", "--config", config];
  const output = execFileSync(process.execPath, words, { cwd: root, encoding: "utf8" });
  const files = JSON.parse(output.slice(output.indexOf("["))) as Listed[];
  return files.map(({ file, projectName }) => [relative(root, file).replaceAll("\\", "/"), projectName]);
}

it("every test file is in a project, and once in all that are not about grpc-js", { timeout: 60_000 }, () => {
  const configs = ["vitest.config.ts", "vitest-full.config.ts", "vitest-daprd.config.ts"];
  const runs = configs.flatMap(listed);
  const tests = sourceFiles.map(({ path }) => path).filter((path) => path.endsWith(".test.ts"));
  const isOnWire = (project: string): boolean => !project.includes("grpc-js") && project !== "scaled";
  const counts = tests.map(
    (test) => [test, runs.filter(([path, project]) => path === test && isOnWire(project)).length] as const,
  );
  expect(counts.filter(([, count]) => count !== 1)).toEqual([]);
});
