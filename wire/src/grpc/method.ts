// What both ends must know of a method: its path, its codecs, which sides stream.

/** Turns messages of one type into bytes and back. */
export interface Codec<Input, Output> {
  /** The message's wire form. Throws on a value that its field cannot hold. */
  encode(message: Input): Uint8Array;
  /** The message in these bytes. Byte fields may be views of them. Throws on bytes that are not such a message. */
  decode(bytes: Uint8Array): Output;
}

/** One method of a service. */
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
  /** Whether the client sends any number of messages. */
  readonly requestStream: RequestStream;
  /** Whether the server sends any number of messages. */
  readonly responseStream: ResponseStream;
  readonly request: Codec<RequestInput, RequestOutput>;
  readonly response: Codec<ResponseInput, ResponseOutput>;
}

/** A method as a transport sees it, with its message types erased. */
export type AnyMethod = Method<unknown, unknown, unknown, unknown>;
