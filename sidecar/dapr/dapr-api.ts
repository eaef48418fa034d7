// Dapr's API without a transport: the state verbs, secrets, metadata and what they need
// from the process. Composed once and served over gRPC and HTTP.
import type { SecretSource } from "../config/index.ts";
import { type ApiAccess, openAccess } from "./dapr-access.ts";
import { DaprSecrets } from "./verbs/dapr-secrets.ts";
import { DaprState } from "./verbs/dapr-state.ts";
import type { DaprStores } from "./verbs/dapr-store.ts";
import { SidecarMetadata } from "./verbs/sidecar-metadata.ts";
import type { DaprStateObserver } from "./verbs/state-observer.ts";

/** Whether the sidecar is ready to serve. */
export interface Readiness {
  readonly ready: boolean;
  /** What it is waiting for; empty if it is ready. */
  readonly waitingFor: readonly string[];
}

/** The dependencies of the API. */
export interface DaprApiOptions {
  readonly appId: string;
  readonly stores: DaprStores;
  /** Pillion's own version. */
  readonly version: string;
  /** Default: none. */
  readonly secrets?: readonly SecretSource[];
  /** Default: everything is open. */
  readonly access?: ApiAccess;
  readonly readiness: () => Readiness;
  /** Starts an orderly shutdown of the process. Returns at once. */
  readonly shutdown: () => void;
  /** The maximum size of a reply over gRPC, in bytes. Default: no limit besides the transport's. */
  readonly replyBytesMax?: number;
  /** Called once at the end of each operation on a component. Must not throw. */
  readonly observe?: DaprStateObserver | undefined;
}

/** Dapr's API, without a transport. */
export interface DaprApi {
  readonly state: DaprState;
  readonly secrets: DaprSecrets;
  readonly metadata: SidecarMetadata;
  readonly access: ApiAccess;
  readonly readiness: () => Readiness;
  readonly shutdown: () => void;
  readonly replyBytesMax: number;
}

/** Composes the API. */
export function createDaprApi(options: DaprApiOptions): DaprApi {
  const { appId, stores, version, secrets = [], access = openAccess, readiness, shutdown, observe } = options;
  return {
    state: new DaprState({ appId, stores, observe }),
    secrets: new DaprSecrets(secrets),
    metadata: new SidecarMetadata({ appId, stores, secrets, version }),
    access,
    readiness,
    shutdown,
    replyBytesMax: options.replyBytesMax ?? Number.POSITIVE_INFINITY,
  };
}
