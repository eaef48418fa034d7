// Header blocks of requests. A method's fields are the same for every call, so
// its block is encoded once and then sent as bytes for as long as the encoder's
// table stands still; deadline and metadata follow it in forms that no table
// holds, so that they never move the table.
import { acceptedEncodings } from "../grpc/grpc-compression.ts";
import { writeTimeout } from "../grpc/grpc-timeout.ts";
import type { Metadata } from "../grpc/metadata.ts";
import { addMetadataFields, type HeaderField } from "../grpc/metadata-field.ts";
import { RpcError } from "../grpc/rpc-error.ts";
import { statusCode } from "../grpc/status.ts";
import { HpackEncoder } from "../hpack/hpack-encoder.ts";

/** What every request of a connection says. */
export interface RequestBlockOptions {
  readonly scheme: "http" | "https";
  readonly authority: string;
  readonly userAgent: string;
  /** Whether messages may be sent as gzip. */
  readonly gzip: boolean;
}

interface MethodHead {
  /** The method's own fields, valid while the encoder's count is `changes`. */
  prefix: Uint8Array;
  changes: number;
  // What the last whole block was made of: most callers ask for the same again.
  block: Uint8Array;
  timeoutMs: number | undefined;
  metadata: Metadata | undefined;
  metadataSize: number;
}

const methodsMax = 1024;

/** The header blocks of one connection's requests. */
export class RequestBlocks {
  readonly #encoder: HpackEncoder;
  readonly #options: RequestBlockOptions;
  readonly #methods = new Map<string, MethodHead>();
  /** An encoder whose table is empty for ever: what it writes may stand in any block. */
  readonly #literals = new HpackEncoder({ tableBytesMax: 0 });

  constructor(encoder: HpackEncoder, options: RequestBlockOptions) {
    this.#encoder = encoder;
    this.#options = options;
    // Its first block would announce the empty table, which is no other encoder's business.
    this.#literals.encode([]);
  }

  /**
   * The block of a request, to be sent before anything else is encoded. Throws
   * RpcError: INTERNAL if the metadata cannot be sent, RESOURCE_EXHAUSTED if
   * the list is larger than the server takes.
   */
  block(
    path: string,
    timeoutMs: number | undefined,
    metadata: Metadata | undefined,
    listBytesMax: number,
  ): Uint8Array {
    const changes = this.#encoder.changes;
    const head = this.#methods.get(path);
    if (
      head !== undefined &&
      head.changes === changes &&
      head.timeoutMs === timeoutMs &&
      head.metadata === metadata &&
      (metadata === undefined || head.metadataSize === metadata.size)
    ) {
      return head.block;
    }
    return this.#rebuild(path, timeoutMs, metadata, listBytesMax);
  }

  #rebuild(
    path: string,
    timeoutMs: number | undefined,
    metadata: Metadata | undefined,
    listBytesMax: number,
  ): Uint8Array {
    const fields: HeaderField[] = [];
    if (timeoutMs !== undefined) fields.push(["grpc-timeout", writeTimeout(timeoutMs)]);
    if (metadata !== undefined) addMetadataFields(fields, metadata);
    // Checked before the encoder is asked: what it has encoded has to be sent.
    const listBytes = listBytesOf(this.#methodFields(path)) + listBytesOf(fields);
    if (listBytes > listBytesMax) {
      throw new RpcError(
        statusCode.resourceExhausted,
        `the request's header list has ${listBytes} bytes, and the server takes ${listBytesMax}`,
      );
    }
    const head = this.#freshHead(path);
    head.block =
      fields.length === 0 ? head.prefix : Buffer.concat([head.prefix, this.#literals.encode(fields)]);
    head.timeoutMs = timeoutMs;
    head.metadata = metadata;
    head.metadataSize = metadata?.size ?? 0;
    return head.block;
  }

  #freshHead(path: string): MethodHead {
    const known = this.#methods.get(path);
    if (known !== undefined && known.changes === this.#encoder.changes) return known;
    const before = this.#encoder.changes;
    const prefix = this.#encoder.encode(this.#methodFields(path));
    // A block that changed the table is good for this one time only.
    const changes = this.#encoder.changes === before ? before : -1;
    const head: MethodHead = {
      prefix,
      changes,
      block: prefix,
      timeoutMs: undefined,
      metadata: undefined,
      metadataSize: 0,
    };
    if (this.#methods.size >= methodsMax) this.#methods.clear();
    this.#methods.set(path, head);
    return head;
  }

  #methodFields(path: string): HeaderField[] {
    const { scheme, authority, userAgent, gzip } = this.#options;
    const fields: HeaderField[] = [
      [":method", "POST"],
      [":scheme", scheme],
      [":path", path],
      [":authority", authority],
      ["te", "trailers"],
      ["content-type", "application/grpc"],
      ["user-agent", userAgent],
      ["grpc-accept-encoding", acceptedEncodings],
    ];
    if (gzip) fields.push(["grpc-encoding", "gzip"]);
    return fields;
  }
}

function listBytesOf(fields: readonly HeaderField[]): number {
  return fields.reduce((sum, [name, value]) => sum + name.length + value.length + 32, 0);
}
