// What Dapr's Configuration says that concerns a state store, as plain values,
// the secrets that an application may ask for, and what was loaded of Dapr's files. Where no file says anything,
// everything is as daprd has it by default.
/** The values of one secret, by their names; most have one, with the secret's own name. */
export type SecretValues = Readonly<Record<string, string>>;

/**
 * Secrets as the application may ask for them: what the Configuration's scopes deny is denied here. An object of this
 * kind shows no value when it is printed; what its methods answer is for the one who asked.
 */
export interface SecretSource {
  readonly name: string;
  /** The component's type, such as `secretstores.local.env`. */
  readonly type: string;
  readonly version: string;
  /** Whether the scopes let the application read this secret, be it there or not. */
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
  /** If not empty: these and no others. */
  readonly allowedSecrets: readonly string[];
  readonly deniedSecrets: readonly string[];
}

/** The parts of Dapr's Configuration that concern a state store. */
export interface DaprConfig {
  readonly api: {
    /** If not empty: these and no others, in each protocol that is named. */
    readonly allowed: readonly ApiRule[];
    /** Beats `allowed`. */
    readonly denied: readonly ApiRule[];
  };
  readonly secretScopes: readonly SecretScope[];
  readonly metrics: {
    readonly enabled: boolean;
    /** Bounds of latency histograms in ms; undefined: the usual ones. */
    readonly latencyBucketsMs: readonly number[] | undefined;
    /** Whether error codes are counted. */
    readonly recordErrorCodes: boolean;
  };
  /** Parsed for its checks; nothing is traced. Undefined if there is none, or its sampling rate is 0. */
  readonly tracing: { readonly samplingRate: number } | undefined;
  /** Undefined if it says nothing. */
  readonly apiLogging: boolean | undefined;
  /** Whether that leaves calls of health out. */
  readonly omitsHealth: boolean;
  /** Preview features by name. */
  readonly features: ReadonlyMap<string, boolean>;
}

/** What was loaded of Dapr's files, and what was not, for those who watch. */
export interface LoadReport {
  /** The Resiliency documents, in the order read. */
  readonly resiliencies: readonly { readonly name: string; readonly namespace: string }[];
  /** Components that were left out for a fault of theirs, because their ignoreErrors says so. */
  readonly leftOut: readonly { readonly name: string; readonly type: string }[];
}

/** What Dapr's Configuration says where there is none. */
export const daprDefaults: DaprConfig = {
  api: { allowed: [], denied: [] },
  secretScopes: [],
  metrics: { enabled: true, latencyBucketsMs: undefined, recordErrorCodes: false },
  tracing: undefined,
  apiLogging: undefined,
  omitsHealth: false,
  features: new Map(),
};
