// How values become bytes and back. A serializer names the content type that it
// writes, and is asked before it reads: bytes of another type are an error that
// says so, never a value made of garbage.
import { SerializerError } from "./state-error.ts";

/** Turns values into bytes and back. Made once, used for every value. */
export interface Serializer<T> {
  /** Media type stored with what it writes. */
  readonly contentType: string;
  /** The bytes of a value. Throws anything for a value that it cannot write. */
  serialize(value: T): Uint8Array;
  /** The value in these bytes, which it must not change. Throws anything for bytes that are none. */
  deserialize(bytes: Uint8Array): T;
  /**
   * Whether it can read what was stored with this content type. Default: the same media type, whatever its
   * parameters, or none at all (a writer that says nothing).
   */
  accepts?(contentType: string): boolean;
}

/** The media type of a content type: lower case, without parameters. */
export function mediaType(contentType: string): string {
  return contentType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

const utf8Encoder = new TextEncoder();
// A byte order mark is part of a text, but not of JSON.
const textDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const jsonDecoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Values as JSON. Without `check` the type is believed, not verified; `check` gets what was parsed and gives the
 * value or throws (`schema.parse` of a validation library will do).
 */
export function jsonSerializer<T>(check?: (parsed: unknown) => T): Serializer<T> {
  return {
    contentType: "application/json",
    serialize(value) {
      const text: string | undefined = JSON.stringify(value);
      if (text === undefined) throw new TypeError("JSON has no undefined, function or symbol");
      return utf8Encoder.encode(text);
    },
    deserialize(bytes) {
      const parsed: unknown = JSON.parse(jsonDecoder.decode(bytes));
      return check ? check(parsed) : (parsed as T);
    },
  };
}

/** A message class as protobufjs and its relatives generate it. */
export interface MessageClass<T> {
  encode(message: T): { finish(): Uint8Array };
  decode(bytes: Uint8Array): T;
}

const messageNamePattern = /;\s*messagetype="?([\w.]+)"?/i;

/**
 * Values as Protobuf messages. With `messageName` (such as `shop.v1.Cart`) the name is stored in the content type,
 * and a message stored under another name is refused.
 */
export function protobufSerializer<T>(messageClass: MessageClass<T>, messageName?: string): Serializer<T> {
  const type = "application/x-protobuf";
  return {
    contentType: messageName === undefined ? type : `${type}; messageType="${messageName}"`,
    serialize: (value) => messageClass.encode(value).finish(),
    deserialize: (bytes) => messageClass.decode(bytes),
    accepts(contentType) {
      const media = mediaType(contentType);
      if (media !== "" && media !== type && media !== "application/protobuf") return false;
      const [, storedName] = messageNamePattern.exec(contentType) ?? [];
      return messageName === undefined || storedName === undefined || storedName === messageName;
    },
  };
}

/** Values that are bytes already. Reads every content type: bytes are bytes. */
export function bytesSerializer(contentType = "application/octet-stream"): Serializer<Uint8Array> {
  return {
    contentType,
    serialize: (value) => value,
    deserialize: (bytes) => bytes,
    accepts: () => true,
  };
}

/** Values that are text, in UTF-8. */
export function textSerializer(): Serializer<string> {
  return {
    contentType: "text/plain; charset=utf-8",
    serialize(value) {
      if (!value.isWellFormed()) throw new TypeError("the text has a lone surrogate");
      return utf8Encoder.encode(value);
    },
    deserialize: (bytes) => textDecoder.decode(bytes),
  };
}

/** Serializes, turning what the serializer throws into `invalid`, not applied. */
export function serialize<T>(serializer: Serializer<T>, value: T, field: string): Uint8Array {
  try {
    return serializer.serialize(value);
  } catch (cause) {
    const message = `${field}: cannot be written as ${serializer.contentType}`;
    throw new SerializerError("invalid", message, { field, outcome: "not-applied", cause });
  }
}

function accepts<T>(serializer: Serializer<T>, contentType: string): boolean {
  if (serializer.accepts) return serializer.accepts(contentType);
  const stored = mediaType(contentType);
  return stored === "" || stored === mediaType(serializer.contentType);
}

/**
 * Deserializes. Throws SerializerError: `wrong-type` for another content type, `corrupt` for bytes that the serializer
 * refuses. `applied` says that the value came with the answer to a write that was applied.
 */
export function deserialize<T>(
  serializer: Serializer<T>,
  stored: { readonly key: string; readonly value: Uint8Array; readonly contentType: string },
  applied: boolean,
): T {
  const { contentType } = stored;
  const outcome = applied ? ("applied" as const) : undefined;
  const key = JSON.stringify(stored.key);
  if (!accepts(serializer, contentType)) {
    const message = `the value of key ${key} is ${contentType}; the serializer reads ${serializer.contentType}`;
    throw new SerializerError("wrong-type", message, { outcome, contentType });
  }
  try {
    return serializer.deserialize(stored.value);
  } catch (cause) {
    const message = `the value of key ${key} cannot be read as ${serializer.contentType}`;
    throw new SerializerError("corrupt", message, { outcome, contentType, cause });
  }
}
