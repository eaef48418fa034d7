// Says what is wrong with request bytes that their codec refused, and in which
// field: the codec itself only says that it stopped. Asked only after a
// refusal, so it may take its time. It never repeats what the bytes hold.
import { isUtf8 } from "node:buffer";
import { type DescriptorIndex, descriptorIndex } from "./descriptor-index.ts";
import { WireFault, wireFields } from "./wire-reader.ts";

/** What is wrong. */
export interface RequestFault {
  /** Path of the field at fault, as the contract names it; undefined if the fault is in no field. */
  readonly field: string | undefined;
  /** A sentence for the caller. */
  readonly message: string;
}

const depthMax = 32;

/** Why these bytes are no request of the method with this path. */
export function requestFault(path: string, bytes: Uint8Array): RequestFault {
  const index = descriptorIndex();
  const type = index.requestOfPath.get(path);
  const name = type ?? "message of this method";
  const found = type === undefined ? undefined : faultIn(index, type, bytes, "", 0);
  if (found?.field === undefined) {
    return {
      field: undefined,
      message: `the request is not a ${name}: ${found?.fault ?? "its bytes cannot be read"}`,
    };
  }
  return { field: found.field, message: `${found.field}: ${found.fault}` };
}

interface Found {
  readonly field: string | undefined;
  readonly fault: string;
}

function faultIn(
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
        return { field, fault: `its ${value.length} bytes are not valid UTF-8` };
      }
      if (entry.type === "message" && depth < depthMax) {
        const inner = faultIn(index, entry.typeName, value, field, depth + 1);
        if (inner !== undefined) return inner;
      }
      seen.set(number, (seen.get(number) ?? 0) + 1);
    }
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof WireFault)) throw thrown;
    const field = thrown.at === undefined ? path : nameOf(thrown.at);
    return { field: field === "" ? undefined : field, fault: thrown.message };
  }
}
