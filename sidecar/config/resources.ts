// What Dapr's files say, once they are read: the contract between this room,
// which knows which files there are, and the room that reads them. Other rooms
// take these types from here and never look into a file.

import type { StoreConfig } from "./config.ts";
import type { DaprConfig, LoadReport, SecretSource } from "./dapr-config.ts";
import type { Environment } from "./options/environment.ts";
import type { Fault, Source } from "./setting.ts";

/** A path and what named it. */
export interface NamedPath {
  readonly path: string;
  readonly source: Source;
}

/** What to read, and for whom. */
export interface ResourceRequest {
  /** Folders of components and policies. */
  readonly folders: readonly NamedPath[];
  /** Files of kind Configuration; what a later one says wins. */
  readonly configurations: readonly NamedPath[];
  readonly appId: string;
  /** The namespace of this process; undefined if it is not told. */
  readonly namespace: string | undefined;
  readonly podName: string | undefined;
  /** Where embedded stores without a path keep their files. */
  readonly dataDir: string;
  readonly environment: Environment;
}

/** What was read. */
export interface Resources {
  readonly stores: readonly StoreConfig[];
  readonly secretStores: readonly SecretSource[];
  /** How long a call to a store may take by the policies, in ms; undefined if none applies. */
  readonly timeoutMs: (store: string) => number | undefined;
  readonly dapr: DaprConfig;
  readonly report: LoadReport;
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}

/** Reads Dapr's files. Never rejects for what stands in them: that is among the faults. */
export type ReadResources = (request: ResourceRequest) => Promise<Resources>;
