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
  ["a length that is no multiple of six", Buffer.alloc(7), http2Error.frameSizeError],
  ["a push that is neither on nor off", encodeSettings([[2, 2]]), http2Error.protocolError],
  ["a window above 2^31-1", encodeSettings([[4, 0x80000000]]), http2Error.flowControlError],
  ["a frame size that is too small", encodeSettings([[5, 16_383]]), http2Error.protocolError],
  ["a frame size that is too large", encodeSettings([[5, 0x1000000]]), http2Error.protocolError],
])("%s is rejected with its code", (_name, bytes, code) => {
  expect(() => new PeerSettings().apply(bytes, 0, bytes.length)).toThrow(expect.objectContaining({ code }));
});
