// Metadata of a call: what HTTP/2 carries as header and trailer fields.
// Names are lower-case; a name that ends in "-bin" has bytes for a value, any
// other has printable ASCII (grpc/grpc doc/PROTOCOL-HTTP2.md, "Custom-Metadata").

/** A value of metadata: bytes where the name ends in `-bin`, else text. */
export type MetadataValue = string | Uint8Array;

/** An ordered list of names and values; a name may stand in it more than once. */
export class Metadata implements Iterable<readonly [string, MetadataValue]> {
  readonly #entries: (readonly [string, MetadataValue])[] = [];

  /** The first text under this name, or undefined. */
  get(name: string): string | undefined {
    for (const [entryName, value] of this.#entries) {
      if (entryName === name && typeof value === "string") return value;
    }
    return undefined;
  }

  /** The first bytes under this name, or undefined. */
  getBinary(name: string): Uint8Array | undefined {
    for (const [entryName, value] of this.#entries) {
      if (entryName === name && typeof value !== "string") return value;
    }
    return undefined;
  }

  /** Every value under this name, in order. */
  getAll(name: string): MetadataValue[] {
    return this.#entries.filter(([entryName]) => entryName === name).map(([, value]) => value);
  }

  /** Adds a value after those that are there; the name is taken in lower case. */
  append(name: string, value: MetadataValue): this {
    this.#entries.push([name.toLowerCase(), value]);
    return this;
  }

  /** How many values there are. */
  get size(): number {
    return this.#entries.length;
  }

  [Symbol.iterator](): Iterator<readonly [string, MetadataValue]> {
    return this.#entries[Symbol.iterator]();
  }
}
