// The settings of Dapr's Configuration that concern a state store, the secrets that an application may read, and a
// report of what was loaded from Dapr's files. Without any file, everything has daprd's defaults.

/** The values of one secret by their names; most secrets have one value, which has the secret's own name. */
export type SecretValues = Readonly<Record<string, string>>;

/**
 * A secret store as the application may read it: access that the Configuration's scopes deny is denied here. Printing such
 * an object shows no secret.
 */
export interface SecretSource {
  readonly name: string;
  /** The component's type, such as `secretstores.local.env`. */
  readonly type: string;
  readonly version: string;
  /** Whether the scopes allow the application to read this secret, whether it exists or not. */
  allows(key: string): boolean;
  /** Rejects with `denied` if the scopes do not allow the key; undefined if there is no such secret. */
  get(key: string): Promise<SecretValues | undefined>;
  /** The name of every secret, allowed or not. */
  keys(): Promise<readonly string[]>;
  /** Every secret that the scopes allow. */
  bulk(): Promise<ReadonlyMap<string, SecretValues>>;
}

/** One entry of an allow or deny list of the API. */
export interface ApiRule {
  /** `state`, `secrets`, `metadata`, `shutdown`, … */
  readonly name: string;
  /** `v1`, `v1alpha1`, … */
  readonly version: string;
  /** Undefined: both. */
  readonly protocol: "http" | "grpc" | undefined;
}

/** Which secrets of a store the application may read. */
export interface SecretScope {
  readonly storeName: string;
  readonly defaultAccess: "allow" | "deny";
  /** If not empty: only these. */
  readonly allowedSecrets: readonly string[];
  readonly deniedSecrets: readonly string[];
}

/** The settings of Dapr's Configuration for the Dapr API. */
export interface DaprConfig {
  readonly api: {
    /** If not empty, only these are allowed, for each protocol that is listed. */
    readonly allowed: readonly ApiRule[];
    /** Wins over `allowed`. */
    readonly denied: readonly ApiRule[];
  };
  readonly metrics: {
    /** Bounds of latency histograms in ms; undefined: the defaults. */
    readonly latencyBucketsMs: readonly number[] | undefined;
    /** Whether error codes are counted. */
    readonly recordErrorCodes: boolean;
  };
}

/** What was loaded from Dapr's files and what was skipped, for metrics. */
export interface LoadReport {
  /** The Resiliency documents, in the order read. */
  readonly resiliencies: readonly { readonly name: string; readonly namespace: string }[];
  /** Components that are skipped because of violations, since their ignoreErrors is set. */
  readonly leftOut: readonly { readonly name: string; readonly type: string }[];
}

/** The defaults without a Configuration. */
export const daprDefaults: DaprConfig = {
  api: { allowed: [], denied: [] },
  metrics: { latencyBucketsMs: undefined, recordErrorCodes: false },
};
