// Metadata of a call, sent as HTTP/2 header and trailer fields. Names are in
// lower case. A name that ends in "-bin" has bytes as its value, any other has
// printable ASCII (grpc/grpc doc/PROTOCOL-HTTP2.md, "Custom-Metadata").

/** A metadata value: bytes if the name ends in `-bin`, otherwise text. */
export type MetadataValue = string | Uint8Array;

/** An ordered list of names and values. A name may occur more than once. */
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

  /** All values under this name, in order. */
  getAll(name: string): MetadataValue[] {
    return this.#entries.filter(([entryName]) => entryName === name).map(([, value]) => value);
  }

  /** Adds a value at the end. The name is converted to lower case. */
  append(name: string, value: MetadataValue): this {
    this.#entries.push([name.toLowerCase(), value]);
    return this;
  }

  /** The number of values. */
  get size(): number {
    return this.#entries.length;
  }

  [Symbol.iterator](): Iterator<readonly [string, MetadataValue]> {
    return this.#entries[Symbol.iterator]();
  }
}
