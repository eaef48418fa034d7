// A call of grpc-js in the form that a handler receives. Metadata, peer and signal are
// created when first read.
import { Metadata as GrpcMetadata, type MetadataValue as GrpcValue } from "@grpc/grpc-js";
import { Metadata, type MetadataValue, type Peer, type ServerCall } from "@pillion/wire";

/** What the four kinds of grpc-js streams have in common. */
export interface GrpcJsStream {
  readonly metadata: GrpcMetadata;
  cancelled: boolean;
  getPeer(): string;
  getDeadline(): number | Date;
  sendMetadata(metadata: GrpcMetadata): void;
  once(event: "cancelled", listener: () => void): unknown;
}

/** One call. It counts as cancelled only while its handler runs: events after the reply do not concern the handler. */
export class GrpcJsCall implements ServerCall {
  readonly path: string;
  readonly deadline: number;
  readonly responseHeaders = new Metadata();
  readonly responseTrailers = new Metadata();
  readonly #stream: GrpcJsStream;
  #metadata: Metadata | undefined;
  #peer: Peer | undefined;
  #aborter: AbortController | undefined;
  #headersSent = false;
  #ended = false;

  constructor(path: string, stream: GrpcJsStream) {
    this.path = path;
    this.#stream = stream;
    this.deadline = monotonicDeadline(stream.getDeadline());
  }

  get peer(): Peer {
    this.#peer ??= { address: peerAddress(this.#stream.getPeer()) };
    return this.#peer;
  }

  get metadata(): Metadata {
    this.#metadata ??= fromGrpc(this.#stream.metadata);
    return this.#metadata;
  }

  get cancelled(): boolean {
    return !this.#ended && this.#stream.cancelled;
  }

  get signal(): AbortSignal {
    if (this.#aborter === undefined) {
      const aborter = new AbortController();
      this.#aborter = aborter;
      const abort = () => {
        if (!this.#ended) aborter.abort();
      };
      if (this.#stream.cancelled) abort();
      else this.#stream.once("cancelled", abort);
    }
    return this.#aborter.signal;
  }

  sendResponseHeaders(): void {
    if (this.#headersSent || this.#stream.cancelled) return;
    const headers = toGrpc(this.responseHeaders);
    this.#headersSent = true;
    this.#stream.sendMetadata(headers);
  }

  /** Sends the headers, if a handler has set any; otherwise grpc-js sends them with the first reply. */
  sendOwnHeaders(): void {
    if (this.responseHeaders.size > 0) this.sendResponseHeaders();
  }

  /** Marks the handler as ended. */
  end(): void {
    this.#ended = true;
  }
}

const overflowMs = 1_000;

// grpc-js stores a timeout in 32 bits: one above 24.8 days overflows into the past, and means no deadline.
function monotonicDeadline(deadline: number | Date): number {
  const leftMs = Number(deadline) - Date.now();
  return leftMs < -overflowMs ? Number.POSITIVE_INFINITY : performance.now() + leftMs;
}

/** Whether a deadline that was just set lies so far in the past that grpc-js must have lost its upper bits. */
export function isOverflowed(deadline: number | Date): boolean {
  return Number(deadline) < Date.now() - overflowMs;
}

function peerAddress(peer: string): string {
  if (peer === "unknown") return "unix";
  const colon = peer.lastIndexOf(":");
  const host = peer.slice(0, colon);
  return host.includes(":") ? `[${host}]${peer.slice(colon)}` : peer;
}

function fromGrpc(source: GrpcMetadata): Metadata {
  const metadata = new Metadata();
  for (const [name, values] of Object.entries(source.toJSON())) {
    for (const value of values) metadata.append(name, value);
  }
  return metadata;
}

/** The size of metadata in bytes: its names and values. */
export function metadataBytes(metadata: GrpcMetadata): number {
  let bytes = 0;
  for (const [name, values] of Object.entries(metadata.toJSON())) {
    for (const value of values) bytes += name.length + value.length;
  }
  return bytes;
}

/** Metadata in the type of grpc-js. */
export function toGrpc(metadata: Iterable<readonly [string, MetadataValue]>): GrpcMetadata {
  const target = new GrpcMetadata();
  for (const [name, value] of metadata) target.add(name, grpcValue(value));
  return target;
}

function grpcValue(value: MetadataValue): GrpcValue {
  return typeof value === "string" ? value : asBuffer(value);
}

/** The same bytes as a Buffer, without a copy. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
