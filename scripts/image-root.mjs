// Fills the folder that the image contains: the built program, and the packages
// that cannot be bundled (lmdb and its dependencies).
// Usage: node scripts/image-root.mjs FOLDER   (after: npm run build)
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const external = ["lmdb"];

const packageAt = (folder) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

function closure(names) {
  const found = new Set();
  const waiting = [...names];
  while (waiting.length > 0) {
    const name = waiting.pop();
    const folder = join(root, "node_modules", name);
    if (found.has(name) || !existsSync(folder)) continue;
    found.add(name);
    const { dependencies = {}, optionalDependencies = {} } = packageAt(folder);
    waiting.push(...Object.keys(dependencies), ...Object.keys(optionalDependencies));
  }
  return [...found].sort();
}

const target = process.argv[2] === undefined ? undefined : resolve(process.argv[2]);
if (target === undefined || !existsSync(join(root, "dist/pillion.js"))) {
  console.error("usage: node scripts/image-root.mjs FOLDER, after npm run build");
  process.exit(2);
}
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
cpSync(join(root, "dist"), join(target, "dist"), {
  recursive: true,
  filter: (from) => !from.endsWith(".map"),
});
for (const name of closure(external)) {
  cpSync(join(root, "node_modules", name), join(target, "node_modules", name), {
    recursive: true,
    dereference: true,
  });
}
const { name, version, license } = packageAt(root);
writeFileSync(
  join(target, "package.json"),
  `${JSON.stringify({ name, version, license, type: "module" }, null, 2)}\n`,
);
