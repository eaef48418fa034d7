// `npm run bench [-- OPTIONS]`: installs what is missing, builds what is stale,
// bundles the bench, and runs it. It is bundled because Node 20 cannot run
// TypeScript.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { install, requireNode } from "./install.mjs";
import { root } from "./stamp.mjs";

requireNode();
install();
const { buildIfStale } = await import("./build.mjs");
await buildIfStale();

const outdir = join(root, ".cache/bench");

// Packages from npm and the scripts stay external; our own packages are bundled
// from their sources.
const outside = {
  name: "outside",
  setup: ({ onResolve }) => {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === "entry-point" || path.startsWith("@pillion/") ? undefined : { path, external: true },
    );
    onResolve({ filter: /\/scripts\/[a-z-]+\.mjs$/ }, ({ path }) => ({
      path: join(root, path.slice(path.indexOf("scripts/"))),
      external: true,
    }));
  },
};

async function bundle() {
  const { build } = await import("esbuild");
  rmSync(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: {
      main: "test/bench/main.ts",
      "load-process": "test/bench/load/load-process.ts",
      "tls-sidecar": "test/bench/processes/tls-sidecar.ts",
      micro: "test/bench/micro/main.ts",
    },
    outdir,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    conditions: ["pillion-source"],
    chunkNames: "chunks/[name]-[hash]",
    plugins: [outside],
    sourcemap: true,
    logLevel: "warning",
  });
}

await bundle();
const [first, ...others] = process.argv.slice(2);
const [program, words] = first === "micro" ? ["micro.js", others] : ["main.js", process.argv.slice(2)];
const child = spawn(process.execPath, ["--enable-source-maps", join(outdir, program), ...words], {
  cwd: root,
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  console.error(`cannot start ${process.execPath}: ${error.message}`);
  process.exit(1);
});
child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
