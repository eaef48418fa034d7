// The header blocks of requests. A method's own fields are the same for every
// call, so they are encoded once and sent as bytes while the encoder's table is
// unchanged. Deadline and metadata follow without indexing, so they never change
// the table.
import { acceptedEncodings } from "../grpc/grpc-compression.ts";
import { writeTimeout } from "../grpc/grpc-timeout.ts";
import type { Metadata } from "../grpc/metadata.ts";
import { addMetadataFields, type HeaderField } from "../grpc/metadata-field.ts";
import { RpcError } from "../grpc/rpc-error.ts";
import { statusCode } from "../grpc/status.ts";
import { HpackEncoder } from "../hpack/hpack-encoder.ts";

/** What the requests of a connection have in common. */
export interface RequestBlockOptions {
  readonly scheme: "http" | "https";
  readonly authority: string;
  readonly userAgent: string;
  /** Whether messages may be sent as gzip. */
  readonly gzip: boolean;
}

interface MethodHead {
  /** The method's own fields, encoded; valid while the encoder's count is `changes`. */
  prefix: Uint8Array;
  changes: number;
  // The last complete block and its inputs: most calls repeat them.
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
  /** An encoder whose table is always empty: its output is valid in any block. */
  readonly #literals = new HpackEncoder({ tableBytesMax: 0 });

  constructor(encoder: HpackEncoder, options: RequestBlockOptions) {
    this.#encoder = encoder;
    this.#options = options;
    // Its first block announces the empty table, which must not be sent; discard it.
    this.#literals.encode([]);
  }

  /**
   * The header block of a request. It must be sent before anything else is
   * encoded. Throws RpcError: INTERNAL if the metadata cannot be sent,
   * RESOURCE_EXHAUSTED if the list exceeds the server's limit.
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
    // Checked before encoding, because an encoded block must be sent.
    const listBytes = listBytesOf(this.#methodFields(path)) + listBytesOf(fields);
    if (listBytes > listBytesMax) {
      throw new RpcError(
        statusCode.resourceExhausted,
        `the request's header list has ${listBytes} bytes; the server's limit is ${listBytesMax}`,
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
    // A block that changed the table is valid only this time.
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
