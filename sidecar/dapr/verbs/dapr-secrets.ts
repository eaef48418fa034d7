// Dapr's secrets API over the secret stores of the component files, read-only.
// Only secrets that the scopes allow are read, and no value is kept longer than
// a call.
import type { SecretSource } from "../../config/index.ts";
import {
  bulkSecretError,
  noSecretStoresError,
  secretDeniedError,
  secretError,
  secretStoreNotFoundError,
} from "../texts/sidecar-errors.ts";

/** Dapr's secrets API over these sources. Every failure is a DaprError. */
export class DaprSecrets {
  readonly sources: readonly SecretSource[];

  constructor(sources: readonly SecretSource[]) {
    this.sources = sources;
  }

  /** One secret's parts. A missing secret is a failure, as in Dapr. */
  async get(storeName: string, key: string): Promise<Readonly<Record<string, string>>> {
    const source = this.#source(storeName);
    if (!source.allows(key)) throw secretDeniedError(key, storeName);
    const found = await source.get(key).catch(() => {
      throw secretError(key, storeName, unreadable);
    });
    if (found === undefined) throw secretError(key, storeName, "there is no such secret");
    return found;
  }

  /** Every secret that the scopes allow, by name. */
  async all(storeName: string): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
    const source = this.#source(storeName);
    try {
      return await source.bulk();
    } catch {
      throw bulkSecretError(storeName, unreadable);
    }
  }

  #source(name: string): SecretSource {
    const found = this.sources.find((source) => source.name === name);
    if (found !== undefined) return found;
    throw this.sources.length === 0 ? noSecretStoresError() : secretStoreNotFoundError(name);
  }
}

// The reason is not passed on: it may contain the place or a part of a secret.
const unreadable = "the store cannot be read";
