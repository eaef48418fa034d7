// Dapr's secrets API over the secret stores of the component files, read-only.
// Only secrets that the scopes allow are read, and no value is kept longer than
// a call.
import type { SecretSource } from "../../config/index.ts";
import { DaprError } from "../texts/dapr-error.ts";

/** Dapr's secrets API over these sources. Every failure is a DaprError. */
export class DaprSecrets {
  readonly sources: readonly SecretSource[];

  constructor(sources: readonly SecretSource[]) {
    this.sources = sources;
  }

  /** One secret's parts. A missing secret is a failure, as in Dapr. */
  async get(storeName: string, key: string): Promise<Readonly<Record<string, string>>> {
    const source = this.#source(storeName);
    if (!source.allows(key)) {
      const message = `access denied by policy to get ${JSON.stringify(key)} from ${JSON.stringify(storeName)}`;
      throw new DaprError("secret-denied", message);
    }
    const failure = (reason: string) =>
      new DaprError(
        "secret",
        `failed getting secret with key ${key} from secret store ${storeName}: ${reason}`,
      );
    const found = await source.get(key).catch(() => {
      throw failure("the store cannot be read");
    });
    if (found === undefined) throw failure("there is no such secret");
    return found;
  }

  /** Every secret that the scopes allow, by name. */
  async all(storeName: string): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
    const source = this.#source(storeName);
    try {
      return await source.bulk();
    } catch {
      const message = `failed getting secrets from secret store ${storeName}: the store cannot be read`;
      throw new DaprError("secret", message);
    }
  }

  #source(name: string): SecretSource {
    const found = this.sources.find((source) => source.name === name);
    if (found !== undefined) return found;
    if (this.sources.length === 0) throw new DaprError("no-secret-stores", "secret store is not configured");
    throw new DaprError("secret-store-not-found", `failed finding secret store with key ${name}`);
  }
}
