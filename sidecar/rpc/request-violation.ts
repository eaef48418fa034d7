// Finds what is wrong with request bytes that their codec rejected, and in which field:
// the codec itself only reports that it stopped. Called only after a rejection, so it may
// be slow. It never repeats the content of the bytes.
import { isUtf8 } from "node:buffer";
import { type DescriptorIndex, descriptorIndex } from "./descriptor-index.ts";
import type { FieldViolation } from "./status.ts";
import { MalformedBytesError, wireFields } from "./wire-reader.ts";

/** A description of the violation. */
export interface RequestViolation {
  /** The faulty field, as the contract names it; undefined if the bytes are in no field. */
  readonly violation: FieldViolation | undefined;
  /** A sentence for the client. */
  readonly message: string;
}

const depthMax = 32;

/** Why these bytes are not a request of the method with this path. */
export function requestViolation(path: string, bytes: Uint8Array): RequestViolation {
  const index = descriptorIndex();
  const type = index.requestOfPath.get(path);
  const name = type ?? "message of this method";
  const { field, description } = (type && violationIn(index, type, bytes, "", 0)) || notFound;
  if (field === undefined) {
    return { violation: undefined, message: `the request is not a ${name}: ${description}` };
  }
  return { violation: { field, description }, message: `${field}: ${description}` };
}

interface Found {
  readonly field: string | undefined;
  readonly description: string;
}

const notFound: Found = { field: undefined, description: "its bytes cannot be read" };

function violationIn(
  index: DescriptorIndex,
  type: string,
  bytes: Uint8Array,
  path: string,
  depth: number,
): Found | undefined {
  const fields = index.messages.get(type);
  const seen = new Map<number, number>();
  const nameOf = (number: number) => {
    const entry = fields?.get(number);
    if (entry === undefined) return path === "" ? undefined : path;
    const place = entry.repeated ? `[${seen.get(number) ?? 0}]` : "";
    return `${path === "" ? "" : `${path}.`}${entry.name}${place}`;
  };
  try {
    for (const { number, wireType, value } of wireFields(bytes)) {
      const entry = fields?.get(number);
      if (entry === undefined || wireType !== 2) continue;
      const field = nameOf(number) ?? path;
      if (entry.type === "string" && !isUtf8(value)) {
        return { field, description: `its ${value.length} bytes are not valid UTF-8` };
      }
      if (entry.type === "message" && depth < depthMax) {
        const inner = violationIn(index, entry.typeName, value, field, depth + 1);
        if (inner !== undefined) return inner;
      }
      seen.set(number, (seen.get(number) ?? 0) + 1);
    }
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof MalformedBytesError)) throw thrown;
    const field = thrown.at === undefined ? path : nameOf(thrown.at);
    return { field: field === "" ? undefined : field, description: thrown.message };
  }
}
