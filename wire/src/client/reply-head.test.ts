// Header lists of replies: each maps to the status that the specification requires.
import { describe, expect, test } from "vitest";
import { statusName } from "../grpc/status.ts";
import { headersError, metadataOf, parseReplyHead, trailersError } from "./reply-head.ts";

function head(...fields: string[]) {
  return parseReplyHead(fields, false);
}

function nameOf(error: { code: number } | undefined): string {
  return statusName(error?.code ?? 0);
}

const good = [":status", "200", "content-type", "application/grpc"] as const;

describe("headers", () => {
  test("a gRPC reply may continue with messages", () => {
    for (const type of ["application/grpc", "application/grpc+proto", "application/grpc; charset=utf-8"]) {
      const read = head(":status", "200", "content-type", type);
      expect(headersError(read, false), type).toBeUndefined();
      expect(read.opensMessages, type).toBe(true);
    }
  });

  test("a reply that is not gRPC ends with the status mapped from its HTTP status", () => {
    expect(nameOf(headersError(head(":status", "200", "content-type", "text/html"), false))).toBe("UNKNOWN");
    expect(nameOf(headersError(head(":status", "200"), false))).toBe("UNKNOWN");
    expect(nameOf(headersError(head(":status", "200", "content-type", "application/grpc-web"), false))).toBe(
      "UNKNOWN",
    );
    expect(nameOf(headersError(head(":status", "503", "content-type", "text/html"), false))).toBe(
      "UNAVAILABLE",
    );
    expect(nameOf(headersError(head(":status", "404"), false))).toBe("UNIMPLEMENTED");
  });

  test("a codec that is not protobuf is INTERNAL", () => {
    expect(nameOf(headersError(head(":status", "200", "content-type", "application/grpc+json"), false))).toBe(
      "INTERNAL",
    );
  });

  test("a gRPC status takes precedence over an HTTP status", () => {
    const read = head(":status", "503", "grpc-status", "5", "grpc-message", "lost");
    expect(headersError(read, true)).toBeUndefined();
    expect(nameOf(trailersError(read))).toBe("NOT_FOUND");
  });

  test("a gRPC status counts only in headers that end the stream", () => {
    const failed = head(":status", "503", "content-type", "application/grpc", "grpc-status", "5");
    expect(nameOf(headersError(failed, false))).toBe("UNAVAILABLE");
    const opened = head(...good, "grpc-status", "8");
    expect(headersError(opened, false)).toBeUndefined();
    expect(opened.opensMessages).toBe(true);
  });

  test("lists that HTTP/2 forbids are INTERNAL", () => {
    const lists = [
      ["content-type", "application/grpc"],
      ["content-type", "application/grpc", ":status", "200"],
      [":status", "200", ":status", "200"],
      [":status", "abc"],
      [":status", "20"],
      [":path", "/"],
      [...good, "Upper", "x"],
      [...good, "connection", "close"],
      [...good, "a", "b\nc"],
      [...good, "a b", "c"],
    ];
    for (const list of lists) {
      const read = head(...list);
      expect(nameOf(headersError(read, false)), list.join()).toBe("INTERNAL");
      expect(read.opensMessages, list.join()).toBe(false);
    }
  });

  test("a list over the limit is RESOURCE_EXHAUSTED", () => {
    expect(nameOf(headersError(parseReplyHead([...good], true), false))).toBe("RESOURCE_EXHAUSTED");
  });

  test("an unsupported encoding is undefined", () => {
    expect(head(...good).encoding).toBe("identity");
    expect(head(...good, "grpc-encoding", "gzip").encoding).toBe("gzip");
    expect(head(...good, "grpc-encoding", "zstd").encoding).toBeUndefined();
  });
});

describe("trailers", () => {
  test("status 0 is no error", () => {
    expect(trailersError(head("grpc-status", "0"))).toBeUndefined();
    expect(trailersError(head("grpc-status", "00"))).toBeUndefined();
  });

  test("a status has code, message, details and metadata", () => {
    const error = trailersError(
      head(
        "grpc-status",
        "10",
        "grpc-message",
        "no%20%C3%A7",
        "grpc-status-details-bin",
        "AQID",
        "a",
        "b",
        "c-bin",
        "BA",
      ),
    );
    expect(nameOf(error)).toBe("ABORTED");
    expect(error?.statusMessage).toBe("no ç");
    expect(error?.details).toEqual(new Uint8Array([1, 2, 3]));
    expect(error?.metadata.get("a")).toBe("b");
    expect(error?.metadata.getBinary("c-bin")).toEqual(new Uint8Array([4]));
    expect(error?.metadata.size).toBe(2);
    expect(error?.unsent).toBe(false);
  });

  test("an invalid status is UNKNOWN", () => {
    for (const text of ["17", "-1", "abc", "", "0x0", "100", "1e0"]) {
      expect(nameOf(trailersError(head("grpc-status", text))), text).toBe("UNKNOWN");
    }
  });

  test("a missing status is UNKNOWN", () => {
    expect(nameOf(trailersError(head("a", "b")))).toBe("UNKNOWN");
  });

  test("malformed binary trailers of an error give UNKNOWN and keep its message", () => {
    const error = trailersError(
      head("grpc-status", "5", "grpc-message", "lost", "grpc-status-details-bin", "!"),
    );
    expect(nameOf(error)).toBe("UNKNOWN");
    expect(error?.statusMessage).toContain("lost");
  });
});

test("metadata omits reserved fields", () => {
  const read = head(...good, "grpc-encoding", "gzip", "a", "1", "a", "2", "b-bin", "AQ==,Ag");
  expect([...metadataOf(read)]).toEqual([
    ["a", "1"],
    ["a", "2"],
    ["b-bin", new Uint8Array([1])],
    ["b-bin", new Uint8Array([2])],
  ]);
});
