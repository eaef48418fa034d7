// Codecs of single messages over the generated ones. Encoding writes into one
// writer that is used again, because a new one for each message costs more than
// most messages do; what is given is a copy of its own.
import $protobuf from "protobufjs/minimal.js";

const { Writer } = $protobuf;

/** A writer that has grown beyond this, in bytes, is let go. */
const keptBytesMax = 65_536;

/** Undefined while it is in use: a message may have a getter that encodes another. */
let spare;

function encode(type, message) {
  const writer = spare ?? Writer.create();
  // What is thrown midway leaves the writer unfinished; then it is not kept.
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
