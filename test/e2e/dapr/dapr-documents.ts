// The Dapr components and documents that several tests use.
import type { DaprComponent } from "../../../sidecar/dapr/index.ts";

/** The components of the drivers. */
export const components = {
  inMemory: { type: "state.in-memory", version: "v1" },
  embedded: { type: "state.pillion", version: "v1" },
  redis: { type: "state.redis", version: "v1" },
  postgresV1: { type: "state.postgresql", version: "v1" },
  postgresV2: { type: "state.postgresql", version: "v2" },
} as const satisfies Record<string, DaprComponent>;

/** A Configuration document with this spec, in YAML's flow style. */
export const configurationDocument = (spec: string): string =>
  `apiVersion: dapr.io/v1alpha1\nkind: Configuration\nmetadata: {name: c}\nspec: ${spec}\n`;

/** A Resiliency document named `calm` with this spec, in YAML's flow style. */
export const resiliencyDocument = (spec: string): string =>
  `apiVersion: dapr.io/v1alpha1\nkind: Resiliency\nmetadata: {name: calm}\nspec: ${spec}\n`;

/** The value of `queryIndexes` for an index of orders. */
export const orderIndexes: string = JSON.stringify([
  {
    name: "orders",
    indexes: [
      { key: "customer.name", type: "TEXT" },
      { key: "total", type: "NUMERIC" },
      { key: "state", type: "TAG" },
    ],
  },
]);
