/** Encodes and decodes messages of one type. */
export interface Codec<Input, Output> {
  /** Encodes a message. Throws if a field cannot hold its value. */
  encode(message: Input): Uint8Array;
  /** Decodes a message. Byte fields are views of the given bytes. Throws if the bytes are not a message of this type. */
  decode(bytes: Uint8Array): Output;
}

/** One method of a service: its path, its message types, and which sides stream. */
export interface Method<
  RequestInput,
  RequestOutput,
  ResponseInput,
  ResponseOutput,
  RequestStream extends boolean = boolean,
  ResponseStream extends boolean = boolean,
> {
  /** As on the wire: `/package.Service/Method`. */
  readonly path: string;
  /** `idempotency_level` of the .proto file: `NO_SIDE_EFFECTS` for a method that only reads; undefined if not set. */
  readonly idempotencyLevel?: "NO_SIDE_EFFECTS" | "IDEMPOTENT";
  /** Whether the client sends a stream of messages. */
  readonly requestStream: RequestStream;
  /** Whether the server sends a stream of messages. */
  readonly responseStream: ResponseStream;
  readonly request: Codec<RequestInput, RequestOutput>;
  readonly response: Codec<ResponseInput, ResponseOutput>;
}
