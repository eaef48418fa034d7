// The request to read Dapr's files, and the result: the contract between the loading of the configuration and the reader of
// these files.
import type { StoreConfig } from "../config.ts";
import type { DaprConfig, LoadReport, SecretSource } from "../dapr-config.ts";
import type { Environment } from "../options/environment.ts";
import type { Source } from "../source.ts";
import type { Findings } from "../violation.ts";

/** A path, and where it was configured. */
export interface NamedPath {
  readonly path: string;
  readonly source: Source;
}

/** What to read, and for which app. */
export interface ResourceRequest {
  /** Folders of components and policies. */
  readonly folders: readonly NamedPath[];
  /** Files of kind Configuration; a later one wins. */
  readonly configurations: readonly NamedPath[];
  readonly appId: string;
  /** The namespace of this process; undefined if it is not set. */
  readonly namespace: string | undefined;
  readonly podName: string | undefined;
  /** Where embedded stores without a path keep their files. */
  readonly dataDir: string;
  readonly environment: Environment;
}

/** The settings of the files. */
export interface Resources {
  readonly stores: readonly StoreConfig[];
  readonly secretStores: readonly SecretSource[];
  /** The maximum duration of a call to a store by the policies, in ms; undefined if none applies. */
  readonly timeoutMs: (store: string) => number | undefined;
  readonly dapr: DaprConfig;
  readonly metricsEnabled: boolean;
  readonly callLog: CallLogSettings;
  readonly report: LoadReport;
  readonly findings: Pick<Findings, "violations" | "warnings">;
}

/** The settings of a Configuration for the log of calls. */
export interface CallLogSettings {
  /** Undefined if it is not set. */
  readonly enabled: boolean | undefined;
  /** Whether health calls are left out. */
  readonly omitsHealth: boolean;
}
