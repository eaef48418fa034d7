// The shape of a document of kind Configuration: the parts that concern a state store are checked; the other parts that
// daprd knows are accepted, and the reader names them in a warning. A name that daprd does not know has its own warning.
import * as z from "zod/mini";
import { flag, must, read, text, texts } from "./document-shape.ts";

const mapping = (what: string) => must(`a mapping of ${what}`);

const rule = z.strictObject(
  {
    name: text,
    version: text,
    protocol: z.optional(z.enum(["http", "grpc", ""], must("http or grpc"))),
  },
  mapping("name, version and protocol"),
);

const rules = z.optional(z.array(rule, must("a list of names and versions")));

const access = read("allow or deny", (written): "allow" | "deny" | undefined => {
  const word = written.toLowerCase();
  return word === "deny" || word === "allow" || word === ""
    ? word === "deny"
      ? "deny"
      : "allow"
    : undefined;
});

const scope = z.strictObject(
  {
    storeName: text,
    defaultAccess: z.optional(access),
    allowedSecrets: z.optional(texts),
    deniedSecrets: z.optional(texts),
  },
  mapping("storeName, defaultAccess, allowedSecrets and deniedSecrets"),
);

const rate = read("a number from 0 to 1", (written) => {
  const number = written.trim() === "" ? 0 : Number(written);
  return number >= 0 && number <= 1 ? number : undefined;
});

const bucket = z.number(must("a number of ms")).check(z.positive("must be a positive number of ms"));

// A part of daprd's that Pillion does not read.
const unread = z.optional(z.unknown());

const metric = z.strictObject(
  {
    enabled: z.optional(flag),
    recordErrorCodes: z.optional(flag),
    latencyDistributionBuckets: z.optional(z.array(bucket, must("a list of numbers of ms"))),
    http: unread,
    rules: unread,
  },
  mapping("enabled, recordErrorCodes and latencyDistributionBuckets"),
);

const otel = z.looseObject(
  {
    endpointAddress: z.optional(text),
    isSecure: z.optional(flag),
    protocol: z.optional(z.enum(["grpc", "http"], must("grpc or http"))),
  },
  mapping("endpointAddress, isSecure and protocol"),
);

const apiLogging = z.strictObject(
  { enabled: z.optional(flag), obfuscateURLs: z.optional(flag), omitHealthChecks: z.optional(flag) },
  mapping("enabled, obfuscateURLs and omitHealthChecks"),
);

/** The whole document. Its names are checked by the reader. */
export const configurationShape = z.looseObject({
  kind: z.optional(z.literal("Configuration", { error: () => "must be Configuration" })),
  spec: z.optional(
    z.strictObject(
      {
        api: z.optional(z.strictObject({ allowed: rules, denied: rules }, mapping("allowed and denied"))),
        secrets: z.optional(
          z.strictObject({ scopes: z.optional(z.array(scope, must("a list of scopes"))) }, mapping("scopes")),
        ),
        metric: z.optional(metric),
        metrics: z.optional(metric),
        tracing: z.optional(
          z.looseObject(
            {
              samplingRate: z.optional(rate),
              stdout: z.optional(flag),
              otel: z.optional(otel),
              zipkin: z.optional(
                z.looseObject({ endpointAddress: z.optional(text) }, mapping("endpointAddress")),
              ),
            },
            mapping("samplingRate, otel and zipkin"),
          ),
        ),
        logging: z.optional(z.strictObject({ apiLogging: z.optional(apiLogging) }, mapping("apiLogging"))),
        features: z.optional(
          z.array(
            z.strictObject({ name: text, enabled: flag }, mapping("name and enabled")),
            must("a list of names and whether they are enabled"),
          ),
        ),
        components: z.optional(z.strictObject({ deny: z.optional(texts) }, mapping("deny"))),
        mtls: unread,
        accessControl: unread,
        appHttpPipeline: unread,
        httpPipeline: unread,
        nameResolution: unread,
        wasm: unread,
        workflow: unread,
      },
      mapping("settings"),
    ),
  ),
});

/** A document that was read. */
export type ConfigurationShape = z.infer<typeof configurationShape>;
