// Generated code is what its sources give: whoever changes a .proto file has to
// generate anew, and nobody edits what was generated.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

it("what stands in proto/gen is what the .proto files give", { timeout: 120_000 }, () => {
  const check = spawnSync(process.execPath, ["scripts/generate.mjs", "--check"], {
    cwd: root,
    encoding: "utf8",
  });
  expect({ status: check.status, told: check.stderr }).toMatchObject({ status: 0 });
});
