// What both faces of Dapr's API share: the verbs, the sidecar's own metadata,
// and what they need of the process. Composed once; gRPC and HTTP are two ways
// to ask it.
import type { SecretSource } from "../config/index.ts";
import { type ApiAccess, openAccess } from "./dapr-access.ts";
import { DaprSelf } from "./verbs/dapr-metadata.ts";
import { DaprSecrets } from "./verbs/dapr-secrets.ts";
import { DaprState, type DaprStateObserver } from "./verbs/dapr-state.ts";
import type { DaprStores } from "./verbs/dapr-store.ts";

/** Whether the sidecar serves. */
export interface Readiness {
  readonly ready: boolean;
  /** What keeps it from being ready; empty if it is. */
  readonly waitingFor: readonly string[];
}

/** What the face is made of. */
export interface DaprFaceOptions {
  readonly appId: string;
  readonly stores: DaprStores;
  /** Pillion's own version. */
  readonly version: string;
  /** Default: none. */
  readonly secrets?: readonly SecretSource[];
  /** Default: everything is open. */
  readonly access?: ApiAccess;
  readonly readiness: () => Readiness;
  /** Begins to end the process in order. Returns at once. */
  readonly shutdown: () => void;
  /** Hears of operations on components. */
  readonly observe?: DaprStateObserver | undefined;
}

/** Dapr's API, without a transport. */
export interface DaprFace {
  readonly state: DaprState;
  readonly secrets: DaprSecrets;
  readonly self: DaprSelf;
  readonly access: ApiAccess;
  readonly readiness: () => Readiness;
  readonly shutdown: () => void;
}

/** Puts the face together. */
export function createDaprFace(options: DaprFaceOptions): DaprFace {
  const { appId, stores, version, secrets = [], access = openAccess, readiness, shutdown, observe } = options;
  return {
    state: new DaprState({ appId, stores, observe }),
    secrets: new DaprSecrets(secrets),
    self: new DaprSelf({ appId, stores, secrets, version }),
    access,
    readiness,
    shutdown,
  };
}
