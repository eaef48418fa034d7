// SETTINGS payloads, and which values are rejected.
import { expect, test } from "vitest";
import { http2Error } from "./http2-errors.ts";
import { encodeSettings, PeerSettings, settingId } from "./settings.ts";

test("encoded settings are read back, later entries override earlier ones, unknown ones are ignored", () => {
  const bytes = encodeSettings([
    [settingId.headerTableSize, 0],
    [settingId.maxConcurrentStreams, 7],
    [settingId.initialWindowSize, 0x7fffffff],
    [0xff00, 1],
    [settingId.maxFrameSize, 0xffffff],
    [settingId.maxConcurrentStreams, 0xffffffff],
    [settingId.maxHeaderListSize, 100],
    [settingId.enablePush, 0],
  ]);
  const settings = new PeerSettings();
  settings.apply(bytes, 0, bytes.length);
  expect(settings).toEqual({
    headerTableBytes: 0,
    pushEnabled: false,
    streamsMax: 0xffffffff,
    windowBytes: 0x7fffffff,
    frameBytesMax: 0xffffff,
    headerListBytesMax: 100,
  });
});

test.each([
  ["SETTINGS of 7 bytes", Buffer.alloc(7), http2Error.frameSizeError],
  ["ENABLE_PUSH of 2", encodeSettings([[2, 2]]), http2Error.protocolError],
  ["INITIAL_WINDOW_SIZE of 2147483648", encodeSettings([[4, 0x80000000]]), http2Error.flowControlError],
  ["MAX_FRAME_SIZE of 16383", encodeSettings([[5, 16_383]]), http2Error.protocolError],
  ["MAX_FRAME_SIZE of 16777216", encodeSettings([[5, 0x1000000]]), http2Error.protocolError],
])("%s is rejected with its code", (message, bytes, code) => {
  const error = expect.objectContaining({ code, message });
  expect(() => new PeerSettings().apply(bytes, 0, bytes.length)).toThrow(error);
});

test("settings are read from within a buffer, and have the defaults of RFC 9113 before", () => {
  const settings = new PeerSettings();
  expect(settings).toEqual({
    headerTableBytes: 4096,
    pushEnabled: true,
    streamsMax: Number.POSITIVE_INFINITY,
    windowBytes: 65_535,
    frameBytesMax: 16_384,
    headerListBytesMax: Number.POSITIVE_INFINITY,
  });
  const bytes = encodeSettings([
    [settingId.maxConcurrentStreams, 1],
    [settingId.enablePush, 1],
    [settingId.maxFrameSize, 16_384],
    [settingId.maxConcurrentStreams, 2],
  ]);
  settings.apply(bytes, 6, 18);
  expect(settings).toEqual(new PeerSettings());
  settings.apply(encodeSettings([[settingId.enablePush, 0]]), 0, 6);
  settings.apply(bytes, 3, 3);
  settings.apply(bytes, 6, 12);
  expect(settings.pushEnabled).toBe(true);
  settings.apply(Buffer.concat([Buffer.alloc(1), encodeSettings([[settingId.maxFrameSize, 20_000]])]), 1, 7);
  expect(settings.frameBytesMax).toBe(20_000);
  expect(() => settings.apply(bytes, 6, 13)).toThrow("SETTINGS of 7 bytes");
});
