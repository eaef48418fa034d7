// Generates proto/gen from the .proto files: codecs (protobufjs static modules
// with types), a table of methods per service, and the descriptors that
// reflection serves. `--check` writes nothing and fails if the committed files
// differ from what would be generated.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const bin = (name) => join(root, "node_modules/.bin", name);
const requireFromCli = createRequire(createRequire(import.meta.url).resolve("protobufjs-cli/package.json"));

// One module each, so that a client bundles only what it calls.
const modules = [
  { name: "statestore", files: ["statestore/v1/statestore.proto"] },
  { name: "rpc", files: ["google/rpc/status.proto", "google/rpc/error_details.proto"] },
  { name: "health", files: ["grpc/health/v1/health.proto"] },
  {
    name: "reflection",
    files: ["grpc/reflection/v1/reflection.proto", "grpc/reflection/v1alpha/reflection.proto"],
  },
  // With a separate table of methods, which only the sidecar loads.
  {
    name: "dapr",
    apart: true,
    files: [
      "dapr/proto/common/v1/common.proto",
      "dapr/proto/runtime/v1/state.proto",
      "dapr/proto/runtime/v1/metadata.proto",
      "dapr/proto/runtime/v1/secret.proto",
      "dapr/proto/runtime/v1/dapr.proto",
    ],
  },
];

function run(command, args) {
  return execFileSync(command, args, {
    cwd: root,
    maxBuffer: 64 << 20,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

function generateCodecs(out, { name, files }) {
  const js = join(out, `${name}.js`);
  const dts = join(out, `${name}.d.ts`);
  const flags = [
    "--no-verify",
    "--no-convert",
    "--no-delimited",
    "--no-typeurl",
    "--no-service",
    "--no-create",
  ];
  const path = ["-p", "proto", "-r", `pillion-${name}`];
  run(bin("pbjs"), ["-t", "static-module", "-w", "esm", ...flags, ...path, "-o", js, ...files]);
  run(bin("pbts"), ["-o", dts, js]);
  const code = readFileSync(js, "utf8");
  writeFileSync(js, `// Generated from ${files.join(", ")}. Do not edit.\n${code}`);
  const types = readFileSync(dts, "utf8").replace(
    'import Long = require("long");',
    'import type Long from "long";',
  );
  writeFileSync(dts, `// Generated from ${files.join(", ")}. Do not edit.\n${types}`);
}

function servicesOf(files) {
  const protobuf = requireFromCli("protobufjs");
  const loaded = new protobuf.Root();
  loaded.resolvePath = (_origin, target) => join(root, "proto", target);
  loaded.loadSync(files.filter((file) => !file.startsWith("google/protobuf/")));
  loaded.resolveAll();
  const services = [];
  const visit = (namespace) => {
    for (const child of namespace.nestedArray) {
      if (child instanceof protobuf.Service) services.push(child);
      else if (child instanceof protobuf.Namespace) visit(child);
    }
  };
  visit(loaded);
  return services.sort((a, b) => (a.fullName < b.fullName ? -1 : 1));
}

const lowerFirst = (text) => text[0].toLowerCase() + text.slice(1);

function constantName(service) {
  const [, ...parts] = service.fullName.split(".");
  const version = parts.length > 2 && parts.at(-2) === "v1alpha" ? "V1Alpha" : "";
  return `${parts.at(-1)}${version}Methods`;
}

function generateServices(out, name, chosen) {
  const js = [
    "// Generated: one table of methods per service. Do not edit.",
    'import { codec } from "../codec.js";',
  ];
  const dts = [
    "// Generated: one table of methods per service. Do not edit.",
    'import type { Method } from "../method.js";',
  ];
  const body = [];
  for (const { name, files } of chosen) {
    const services = servicesOf(files);
    if (services.length === 0) continue;
    const import_ = `import * as ${name} from "./${name}.js";`;
    js.push(import_);
    dts.push(import_.replace("import *", "import type *"));
    body.push(...services.map((service) => ({ name, service })));
  }
  js.push(
    "",
    "const method = (path, request, response, requestStream, responseStream, level) => ({ path, ...level, requestStream, responseStream, request: codec(request), response: codec(response) });",
  );
  for (const { name, service } of body) {
    const constant = constantName(service);
    const fullName = service.fullName.slice(1);
    js.push("", `export const ${constant} = {`);
    dts.push("", `/** The methods of ${fullName}. */`, `export declare const ${constant}: {`);
    for (const rpc of service.methodsArray) {
      const request = `${name}.${rpc.resolvedRequestType.fullName.slice(1)}`;
      const response = `${name}.${rpc.resolvedResponseType.fullName.slice(1)}`;
      const path = `/${fullName}/${rpc.name}`;
      const streams = `${rpc.requestStream === true}, ${rpc.responseStream === true}`;
      const level = rpc.getOption("idempotency_level");
      const facts = level === undefined ? "" : `, { idempotencyLevel: "${level}" }`;
      js.push(`  ${lowerFirst(rpc.name)}: method("${path}", ${request}, ${response}, ${streams}${facts}),`);
      const types = `${request}.$Properties, ${request}, ${response}.$Properties, ${response}`;
      dts.push(`  readonly ${lowerFirst(rpc.name)}: Method<${types}, ${streams}>;`);
    }
    js.push("};");
    dts.push("};");
  }
  writeFileSync(join(out, `${name}.js`), `${js.join("\n")}\n`);
  writeFileSync(join(out, `${name}.d.ts`), `${dts.join("\n")}\n`);
}

function generateDescriptors(out) {
  const paths = modules.flatMap(({ files }) => files.flatMap((file) => ["--path", `proto/${file}`]));
  const set = run(bin("buf"), [
    "build",
    "--as-file-descriptor-set",
    "--exclude-source-info",
    ...paths,
    "-o",
    "-#format=binpb",
  ]);
  const head = "// Generated: a serialized google.protobuf.FileDescriptorSet in base64. Do not edit.\n";
  writeFileSync(
    join(out, "descriptors.js"),
    `${head}export const fileDescriptorSet =\n  "${set.toString("base64")}";\n`,
  );
  writeFileSync(
    join(out, "descriptors.d.ts"),
    `${head}/** Every file of the contract, for server reflection. */\nexport declare const fileDescriptorSet: string;\n`,
  );
}

function generate(out) {
  mkdirSync(out, { recursive: true });
  for (const module of modules) generateCodecs(out, module);
  const shared = modules.filter(({ apart }) => apart !== true);
  generateServices(out, "services", shared);
  for (const module of modules) {
    if (module.apart === true) generateServices(out, `${module.name}-services`, [module]);
  }
  generateDescriptors(out);
}

function check() {
  const fresh = mkdtempSync(join(tmpdir(), "pillion-generate-"));
  try {
    generate(fresh);
    const committed = join(root, "proto/gen");
    const names = new Set([...readdirSync(fresh), ...readdirSync(committed)]);
    const read = (folder, name) => {
      try {
        return readFileSync(join(folder, name), "utf8");
      } catch {
        return undefined;
      }
    };
    const drifted = [...names].filter((name) => read(fresh, name) !== read(committed, name));
    if (drifted.length > 0) {
      console.error(
        `proto/gen does not match the .proto files: ${drifted.join(", ")}. Run: npm run generate`,
      );
      process.exit(1);
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

if (process.argv.includes("--check")) check();
else {
  rmSync(join(root, "proto/gen"), { recursive: true, force: true });
  generate(join(root, "proto/gen"));
}
