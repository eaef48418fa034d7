// The table of modules: which folder may import what. Packages are named as they
// are imported, folders by their path. A module is a folder with the folders below it:
// a driver, `dapr` and `config` are each split into folders for reading, and those may
// import each other in both directions. Cycles of files are rejected there, too.
import { expect, it } from "vitest";
import { judge } from "./exemptions.ts";
import { type ImportEdge, productFiles, type SourceFile, sourceFiles } from "./source-files.ts";

interface Module {
  readonly name: string;
  readonly files: RegExp;
  /** Packages and, beginning with a slash, folders or files of the project. */
  readonly may: readonly RegExp[];
  /** The same, for types only. */
  readonly mayTypes?: readonly RegExp[];
  /** The same, for `import()` only. */
  readonly mayDefer?: readonly RegExp[];
}

const node = /^node:/;
const model = /^\/src\/model\//;
const store = /^\/src\/store\//;
const rpcIndex = /^\/sidecar\/rpc\/index\.ts$/;
const driverManifest = /^\/src\/drivers\/[\w-]+\/[\w-]+-manifest\.ts$/;
const driverKit = /^\/src\/driver-kit\//;
const driverLibraries: Readonly<Record<string, RegExp>> = {
  embedded: /^lmdb$/,
  redis: /^ioredis$/,
  postgres: /^pg$/,
};

/** The folders of src/drivers: a new driver needs an entry here only for its library. */
const drivers = [
  ...new Set(productFiles.flatMap(({ path }) => /^src\/drivers\/([^/]+)\//.exec(path)?.[1] ?? [])),
];

function driverModule(name: string): Module {
  const own = new RegExp(`^/src/drivers/${name}/`);
  const library = driverLibraries[name];
  return { name, files: own, may: [node, model, store, driverKit, own, ...(library ? [library] : [])] };
}

/** A folder of wire, and the folders below it that it may import. Server and client do not import each other. */
function wireModule(name: string, below: readonly string[]): Module {
  const own = new RegExp(`^/wire/src/${name}/`);
  const address = name === "server" || name === "client" ? [/^\/wire\/src\/address\.ts$/] : [];
  const may = [node, own, ...below.map((folder) => new RegExp(`^/wire/src/${folder}/`)), ...address];
  return { name: `wire/${name}`, files: own, may };
}

const modules: readonly Module[] = [
  {
    name: "driver manifests",
    files: driverManifest,
    may: [store, driverKit, /^\/src\/drivers\/[\w-]+\/[\w-]+-url\.ts$/],
    mayDefer: [/^\/src\/drivers\/[\w-]+\/[\w-]+-driver\.ts$/],
  },
  { name: "model", files: /^\/src\/model\//, may: [node, model] },
  { name: "store", files: store, may: [node, model, store] },
  { name: "driver-kit", files: driverKit, may: [node, model, store, driverKit] },
  { name: "resilience", files: /^\/src\/resilience\//, may: [/^\/src\/resilience\//] },
  { name: "crypto", files: /^\/src\/crypto\//, may: [node, model, /^\/src\/crypto\//] },
  ...drivers.map(driverModule),
  {
    name: "registry",
    files: /^\/src\/drivers\/registry\.ts$/,
    may: [store, model, driverManifest],
  },
  {
    name: "layers",
    files: /^\/src\/layers\//,
    may: [node, model, store, /^\/src\/layers\//, /^\/src\/(crypto|resilience)\//, /^lru-cache$/],
  },
  { name: "operations", files: /^\/src\/operations\//, may: [node, model, store, /^\/src\/operations\//] },
  { name: "engine", files: /^\/src\/index\.ts$/, may: [/^\/src\//] },
  { name: "wire", files: /^\/wire\/src\/[^/]+\.ts$/, may: [/^\/wire\/src\//] },
  wireModule("hpack", []),
  wireModule("http2", ["hpack"]),
  wireModule("grpc", ["http2"]),
  wireModule("server", ["grpc", "http2", "hpack"]),
  wireModule("client", ["grpc", "http2", "hpack"]),
  {
    name: "client",
    files: /^\/client\//,
    may: [node, /^\/client\//, /^@pillion\/(proto|wire)$/, /^@grpc\/grpc-js$/],
  },
  // Joins the folders of the sidecar.
  {
    name: "compose",
    files: /^\/sidecar\/(compose|units\/[^/]+)\.ts$/,
    may: [
      /^\/src\/index\.ts$/,
      /^\/sidecar\/\w+\/index\.ts$/,
      /^\/sidecar\/units\//,
      /^\/sidecar\/(banner|lifecycle|version)\.ts$/,
    ],
    mayDefer: [/^\/sidecar\/telemetry\/metrics\.ts$/],
  },
  {
    name: "process",
    files: /^\/sidecar\/[^/]+\.ts$/,
    may: [
      node,
      /^\/src\/index\.ts$/,
      /^\/sidecar\/[^/]+\.ts$/,
      /^\/sidecar\/(config|net|telemetry)\/index\.ts$/,
      /^\/package\.json$/,
    ],
  },
  {
    name: "dapr-files",
    files: /^\/sidecar\/config\/dapr-files\//,
    may: [
      node,
      /^\/src\/index\.ts$/,
      /^(yaml|zod\/mini)$/,
      /^\/sidecar\/config\/(dapr-files|yaml)\//,
      // What all configuration files share; not the command line, nor the values of options.
      /^\/sidecar\/config\/(secret|shape-violations|violation)\.ts$/,
      /^\/sidecar\/config\/options\/(driver-choice|environment|key-prefix|option-table|quantity)\.ts$/,
    ],
    mayTypes: [/^\/sidecar\/config\//],
  },
  {
    name: "yaml",
    files: /^\/sidecar\/config\/yaml\//,
    may: [node, /^yaml$/, /^\/sidecar\/config\/(yaml\/|(source|violation)\.ts$)/],
    mayTypes: [/^\/src\/index\.ts$/],
  },
  // `rpc` is the foundation of the folders that serve calls. Apart from it, only `compose` joins
  // folders; the other entries here are listed one by one.
  ...["config", "rpc", "memory", "services", "net", "stores", "http", "security", "telemetry", "dapr"].map(
    (name): Module => {
      const own = new RegExp(
        name === "config" ? "^/sidecar/config/(?!dapr-files/(?!index\\.ts))" : `^/sidecar/${name}/`,
      );
      const extra: Readonly<Record<string, readonly RegExp[]>> = {
        config: [/^(zod\/mini|leven)$/],
        http: [/^\/sidecar\/net\/index\.ts$/],
        net: [rpcIndex, /^@grpc\/grpc-js$/],
        services: [rpcIndex, /^\/sidecar\/stores\/index\.ts$/],
        telemetry: [rpcIndex, /^pino$/],
        dapr: [rpcIndex, /^@pillion\/proto\/dapr$/],
        security: [rpcIndex],
        memory: [rpcIndex],
      };
      return {
        name,
        files: own,
        may: [node, /^\/src\/index\.ts$/, /^@pillion\/(proto|wire)$/, own, ...(extra[name] ?? [])],
        mayTypes: [/^\/sidecar\/config\//],
      };
    },
  ),
];

const targetOf = (edge: ImportEdge): string => (edge.file === undefined ? edge.specifier : `/${edge.file}`);

function violationsOf(file: SourceFile): string[] {
  const module = modules.find(({ files }) => files.test(`/${file.path}`));
  if (module === undefined) return [`${file.path}: is in no module of the table`];
  return file.imports
    .filter((edge) => {
      const allowed = [
        ...module.may,
        ...(edge.typeOnly ? (module.mayTypes ?? []) : []),
        ...(edge.deferred ? (module.mayDefer ?? []) : []),
      ];
      return !allowed.some((pattern) => pattern.test(targetOf(edge)));
    })
    .map((edge) => `${file.path}: ${module.name} may not import ${edge.specifier}`);
}

it("every file imports only what the table allows its module", () => {
  expect(judge("imports", productFiles.flatMap(violationsOf))).toEqual([]);
});

it("every module of the table has files, and every allowed import is used", () => {
  const paths = productFiles.map(({ path }) => `/${path}`);
  const targets = new Set([...paths, ...productFiles.flatMap(({ imports }) => imports.map(targetOf))]);
  const violations = modules.flatMap(({ name, files, may, mayTypes = [], mayDefer = [] }) => [
    ...(paths.some((path) => files.test(path)) ? [] : [`${name}: no file is in it`]),
    ...[...may, ...mayTypes, ...mayDefer]
      .filter((pattern) => ![...targets].some((target) => pattern.test(target)))
      .map((pattern) => `${name}: nothing is imported as ${pattern.source}`),
  ]);
  expect(judge("modules", violations)).toEqual([]);
});

it("no import bypasses the index of another folder", () => {
  const violations = sourceFiles.flatMap((file) =>
    file.imports
      .map((edge) => edge.file ?? "")
      .filter((target) => {
        const [, module] = /^(wire|client)\/src\//.exec(target) ?? [];
        return (
          module !== undefined &&
          !file.path.startsWith(`${module}/`) &&
          !/^test\/(wire|bench)\//.test(file.path)
        );
      })
      .map((target) => `${file.path}: imports ${target}`),
  );
  expect(judge("deep-imports", violations)).toEqual([]);
});

it("no product code bypasses the index of a sidecar folder, except to load a file only when needed", () => {
  const paths = new Set(productFiles.map(({ path }) => path));
  const folderOf = (path: string): string | undefined => {
    const [, folder] = /^sidecar\/([^/]+)\//.exec(path) ?? [];
    return paths.has(`sidecar/${folder}/index.ts`) ? folder : undefined;
  };
  const violations = productFiles.flatMap((file) =>
    file.imports
      .filter(({ deferred }) => !deferred)
      .map(({ file: target = "" }) => target)
      .filter((target) => folderOf(target) !== undefined && folderOf(target) !== folderOf(file.path))
      .filter((target) => !target.endsWith("/index.ts"))
      .map((target) => `${file.path}: imports ${target}`),
  );
  expect(judge("deep-imports", violations)).toEqual([]);
});

it("there are no import cycles", () => {
  const byPath = new Map(sourceFiles.map((file) => [file.path, file]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(" -> "));
    if (trail.includes(path) || done.has(path)) return;
    for (const edge of byPath.get(path)?.imports ?? []) {
      if (edge.file !== undefined) walk(edge.file, [...trail, path]);
    }
    done.add(path);
  };
  for (const path of byPath.keys()) walk(path, []);
  expect(judge("cycles", cycles)).toEqual([]);
});

it("product code imports no test and no example", () => {
  const violations = productFiles.flatMap((file) =>
    file.imports
      .filter((edge) => /^(test|examples)\//.test(edge.file ?? ""))
      .map((edge) => `${file.path}: ${edge.specifier}`),
  );
  expect(violations).toEqual([]);
});

it("only the files of the grpc-js transport import grpc-js", () => {
  const violations = productFiles
    .filter((file) => file.imports.some(({ specifier }) => specifier === "@grpc/grpc-js"))
    .map(({ path }) => path)
    .filter((path) => !/\/grpc-js-[a-z-]+\.ts$/.test(path));
  expect(judge("grpc-js", violations)).toEqual([]);
});
