// SETTINGS of HTTP/2 (RFC 9113 section 6.5), read and written. A value out of
// range is a connection error with the code that the section names; unknown
// settings are ignored.
import { frameBytesDefault, readUint32, writeUint32 } from "./frame.ts";
import { ConnectionError, http2Error } from "./http2-errors.ts";

/** Identifiers of settings (section 6.5.2). */
export const settingId = {
  headerTableSize: 0x1,
  enablePush: 0x2,
  maxConcurrentStreams: 0x3,
  initialWindowSize: 0x4,
  maxFrameSize: 0x5,
  maxHeaderListSize: 0x6,
} as const;

/** The largest flow-control window (section 6.9.1), in bytes. */
export const windowBytesMax = 0x7fffffff;
/** The initial window of a connection, and of a stream unless SETTINGS change it (section 6.9.2), in bytes. */
export const windowBytesDefault = 65_535;

/** The settings that one peer has announced, with the defaults of section 6.5.2 for the rest. */
export class PeerSettings {
  headerTableBytes = 4096;
  pushEnabled = true;
  streamsMax = Number.POSITIVE_INFINITY;
  windowBytes: number = windowBytesDefault;
  frameBytesMax: number = frameBytesDefault;
  headerListBytesMax = Number.POSITIVE_INFINITY;

  /**
   * Applies the entries of one SETTINGS payload in order. Throws ConnectionError
   * if the length is not a multiple of six, or a value is out of range.
   */
  apply(buffer: Buffer, start: number, end: number): void {
    if ((end - start) % 6 !== 0) {
      throw new ConnectionError(http2Error.frameSizeError, `SETTINGS of ${end - start} bytes`);
    }
    for (let at = start; at < end; at += 6) {
      const id = ((buffer[at] as number) << 8) | (buffer[at + 1] as number);
      this.#set(id, readUint32(buffer, at + 2));
    }
  }

  #set(id: number, value: number): void {
    switch (id) {
      case settingId.headerTableSize:
        this.headerTableBytes = value;
        break;
      case settingId.enablePush:
        if (value > 1) throw new ConnectionError(http2Error.protocolError, `ENABLE_PUSH of ${value}`);
        this.pushEnabled = value === 1;
        break;
      case settingId.maxConcurrentStreams:
        this.streamsMax = value;
        break;
      case settingId.initialWindowSize:
        if (value > windowBytesMax) {
          throw new ConnectionError(http2Error.flowControlError, `INITIAL_WINDOW_SIZE of ${value}`);
        }
        this.windowBytes = value;
        break;
      case settingId.maxFrameSize:
        if (value < frameBytesDefault || value > 0xffffff) {
          throw new ConnectionError(http2Error.protocolError, `MAX_FRAME_SIZE of ${value}`);
        }
        this.frameBytesMax = value;
        break;
      case settingId.maxHeaderListSize:
        this.headerListBytesMax = value;
        break;
    }
  }
}

/** The payload of a SETTINGS frame with these entries. */
export function encodeSettings(entries: readonly (readonly [id: number, value: number])[]): Buffer {
  const payload = Buffer.allocUnsafe(entries.length * 6);
  let at = 0;
  for (const [id, value] of entries) {
    payload[at] = id >>> 8;
    payload[at + 1] = id;
    at = writeUint32(payload, at + 2, value);
  }
  return payload;
}
