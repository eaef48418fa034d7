// Codecs of single messages on top of the generated ones. Encoding reuses one
// writer, because creating one for each message costs more than encoding most
// messages. The returned bytes are a copy.
import $protobuf from "protobufjs/minimal.js";

const { Writer } = $protobuf;

/** A writer whose buffer is larger than this, in bytes, is not reused. */
const keptBytesMax = 65_536;

/** Undefined while in use: a message may have a getter that encodes another message. */
let spare;

function encode(type, message) {
  const writer = spare ?? Writer.create();
  // If encoding throws, the writer is in an undefined state and is not reused.
  spare = undefined;
  writer.pos = 0;
  const bytes = type.encode(message, writer).finish();
  if (writer.buf.length <= keptBytesMax) spare = writer;
  return bytes;
}

/** The codec of a generated type. */
export function codec(type) {
  return { encode: (message) => encode(type, message), decode: (bytes) => type.decode(bytes) };
}
