// The errors of Dapr's secrets, metadata and health APIs with daprd's texts.
import { DaprError } from "./dapr-error.ts";

/** There is no secret store at all. */
export function noSecretStoresError(): DaprError {
  return new DaprError("no-secret-stores", "secret store is not configured");
}

/** There is no secret store of this name. */
export function secretStoreNotFoundError(store: string): DaprError {
  return new DaprError("secret-store-not-found", `failed finding secret store with key ${store}`);
}

/** The scopes do not allow this secret. */
export function secretDeniedError(key: string, store: string): DaprError {
  const message = `access denied by policy to get ${JSON.stringify(key)} from ${JSON.stringify(store)}`;
  return new DaprError("secret-denied", message);
}

/** A secret cannot be read. */
export function secretError(key: string, store: string, reason: string): DaprError {
  return new DaprError(
    "secret",
    `failed getting secret with key ${key} from secret store ${store}: ${reason}`,
  );
}

/** The secrets of a store cannot be read. */
export function bulkSecretError(store: string, reason: string): DaprError {
  return new DaprError("secret", `failed getting secrets from secret store ${store}: ${reason}`);
}

/** An entry of the metadata is too long. */
export function metadataTooLongError(field: "key" | "value", bytes: number, bytesMax: number): DaprError {
  return new DaprError("metadata", `${field}: is ${bytes} bytes long; the limit is ${bytesMax}`);
}

/** The metadata already has the maximum number of entries. */
export function metadataFullError(entriesMax: number): DaprError {
  return new DaprError("metadata", `metadata: already has ${entriesMax} entries, which is the limit`);
}

/** The sidecar is not ready. */
export function notReadyError(waitingFor: readonly string[]): DaprError {
  return new DaprError("not-ready", `dapr is not ready: [${waitingFor.join(" ")}]`);
}

/** The sidecar is not ready for outbound calls. */
export function outboundNotReadyError(): DaprError {
  return new DaprError("outbound-not-ready", "dapr outbound is not ready");
}

/** A health check names another app. */
export function otherAppError(): DaprError {
  return new DaprError("app-id-differs", "dapr app-id does not match");
}
