// What both ends need to know of a method: its path, its codecs, and which sides stream.

/** Encodes and decodes the messages of one type. */
export interface Codec<Input, Output> {
  /** Returns the encoded message. Throws if a value does not fit its field. */
  encode(message: Input): Uint8Array;
  /** Returns the decoded message; its byte fields may be views of these bytes. Throws if they are not such a message. */
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
  /** The `:path` of its calls: `/package.Service/Method`. */
  readonly path: string;
  /** Whether the client sends any number of messages. */
  readonly requestStream: RequestStream;
  /** Whether the server sends any number of messages. */
  readonly responseStream: ResponseStream;
  readonly request: Codec<RequestInput, RequestOutput>;
  readonly response: Codec<ResponseInput, ResponseOutput>;
}

/** A method with its message types erased, as a transport uses it. */
export type AnyMethod = Method<unknown, unknown, unknown, unknown>;
