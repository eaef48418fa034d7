// The sidecar's metadata in Dapr's metadata API, and the entries that clients may
// add to it. Entries live as long as the process; their number and size are
// bounded.
import { utf8Bytes } from "../../../src/index.ts";
import type { SecretSource } from "../../config/index.ts";
import { metadataFullError, metadataTooLongError } from "../texts/sidecar-errors.ts";
import type { DaprStores } from "./dapr-store.ts";

/** The version of Dapr that the API corresponds to. Clients parse it as a version. */
export const daprRuntimeVersion = "1.18.0";

const entriesMax = 100;
const keyBytesMax = 256;
const valueBytesMax = 4096;

/** The dependencies of the metadata. */
export interface SidecarMetadataOptions {
  readonly appId: string;
  readonly stores: DaprStores;
  readonly secrets: readonly SecretSource[];
  /** Pillion's own version. */
  readonly version: string;
}

/** A component as the metadata lists it. */
export interface ListedComponent {
  readonly name: string;
  readonly type: string;
  readonly version: string;
  readonly capabilities: readonly string[];
}

/** The metadata of one sidecar. */
export class SidecarMetadata {
  readonly #options: SidecarMetadataOptions;
  readonly #entries = new Map<string, string>();

  constructor(options: SidecarMetadataOptions) {
    this.#options = options;
  }

  get appId(): string {
    return this.#options.appId;
  }

  /** Stores, then secret stores. */
  get components(): readonly ListedComponent[] {
    const { stores, secrets } = this.#options;
    return [
      ...stores.stores.map(({ name, type, version, capabilities }) => ({
        name,
        type,
        version,
        capabilities,
      })),
      ...secrets.map(({ name, type, version }) => ({ name, type, version, capabilities: [] })),
    ];
  }

  /** The entries of clients, and the versions of Dapr's API and of Pillion. */
  get extended(): Readonly<Record<string, string>> {
    return {
      ...Object.fromEntries(this.#entries),
      daprRuntimeVersion,
      pillionVersion: this.#options.version,
    };
  }

  /** Sets an entry. An empty key changes nothing. Throws if a limit is exceeded: 100 entries, 256 bytes of key, 4096 bytes of value. */
  set(key: string, value: string): void {
    if (key === "") return;
    checkBytes("key", key, keyBytesMax);
    checkBytes("value", value, valueBytesMax);
    if (this.#entries.size >= entriesMax && !this.#entries.has(key)) {
      throw metadataFullError(entriesMax);
    }
    this.#entries.set(key, value);
  }
}

function checkBytes(field: "key" | "value", text: string, bytesMax: number): void {
  const bytes = utf8Bytes(text);
  if (bytes > bytesMax) throw metadataTooLongError(field, bytes, bytesMax);
}
