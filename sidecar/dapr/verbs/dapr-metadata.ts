// What the sidecar tells Dapr's clients of itself, and what they may note in it.
// Notes live as long as the process and are bounded.
import { utf8Bytes } from "../../../src/index.ts";
import type { SecretSource } from "../../config/index.ts";
import { DaprError } from "../texts/dapr-status.ts";
import type { DaprStores } from "./dapr-store.ts";

/** The version of Dapr whose API this is; clients read it as a version. */
export const daprRuntimeVersion = "1.18.0";

const notesMax = 100;
const noteKeyBytesMax = 256;
const noteBytesMax = 4096;

/** What the metadata are made of. */
export interface DaprMetadataSources {
  readonly appId: string;
  readonly stores: DaprStores;
  readonly secrets: readonly SecretSource[];
  /** Pillion's own version. */
  readonly version: string;
}

/** A component as the metadata list it. */
export interface ListedComponent {
  readonly name: string;
  readonly type: string;
  readonly version: string;
  readonly capabilities: readonly string[];
}

/** The metadata of one sidecar. */
export class DaprSelf {
  readonly #sources: DaprMetadataSources;
  readonly #notes = new Map<string, string>();

  constructor(sources: DaprMetadataSources) {
    this.#sources = sources;
  }

  get appId(): string {
    return this.#sources.appId;
  }

  /** Stores, then secret stores. */
  get components(): readonly ListedComponent[] {
    const { stores, secrets } = this.#sources;
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

  /** The notes, and which sidecar this is. */
  get extended(): Readonly<Record<string, string>> {
    return {
      ...Object.fromEntries(this.#notes),
      daprRuntimeVersion,
      pillionVersion: this.#sources.version,
    };
  }

  /** Notes a text. An empty name changes nothing. Throws over the limits: 100 notes, 256 bytes of name, 4096 of text. */
  note(key: string, value: string): void {
    if (key === "") return;
    checkBytes("key", key, noteKeyBytesMax);
    checkBytes("value", value, noteBytesMax);
    if (this.#notes.size >= notesMax && !this.#notes.has(key)) {
      throw new DaprError("metadata", `metadata: has ${notesMax} entries, which is the limit`);
    }
    this.#notes.set(key, value);
  }
}

function checkBytes(field: string, text: string, bytesMax: number): void {
  const bytes = utf8Bytes(text);
  if (bytes <= bytesMax) return;
  throw new DaprError("metadata", `${field}: is ${bytes} bytes long; the limit is ${bytesMax}`);
}
