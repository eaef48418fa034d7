// Values become bytes and back, and bytes of another kind never become a value.
import { health } from "@pillion/proto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bytesSerializer,
  jsonSerializer,
  protobufSerializer,
  type Serializer,
  SerializerError,
  textSerializer,
} from "./index.ts";
import { deserialize, serialize } from "./serializer.ts";

const { HealthCheckRequest } = health.health.v1;
const utf8 = (text: string) => new TextEncoder().encode(text);

function read<T>(serializer: Serializer<T>, value: Uint8Array, contentType = serializer.contentType): T {
  return deserialize(serializer, { key: "k", value, contentType }, false);
}

function faultOf(run: () => unknown): SerializerError {
  try {
    run();
  } catch (error) {
    if (error instanceof SerializerError) return error;
    throw error;
  }
  throw new Error("it was accepted");
}

test("JSON comes back as it was", () => {
  const json = jsonSerializer<unknown>();
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(read(json, serialize(json, value, "value"))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("text comes back as it was, byte order mark and all", () => {
  const text = textSerializer();
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (value) => {
      expect(read(text, serialize(text, value, "value"))).toBe(value);
    }),
  );
  expect(read(text, serialize(text, "\uFEFFx", "value"))).toBe("\uFEFFx");
});

test("a Protobuf message comes back as it was", () => {
  const serializer = protobufSerializer(HealthCheckRequest);
  const bytes = serialize(serializer, new HealthCheckRequest({ service: "s" }), "value");
  expect(read(serializer, bytes).service).toBe("s");
});

test("bytes are handed through, whatever they are called", () => {
  const bytes = Uint8Array.of(0, 255);
  expect(read(bytesSerializer(), bytes, "image/png")).toBe(bytes);
});

describe("what is stored with another content type", () => {
  test.each([
    ["application/json", "text/plain"],
    ["application/json", "application/jsonp"],
    ["text/plain", "application/octet-stream"],
  ])("is a wrong-type for a reader of %s if it is %s", (_reads, stored) => {
    const serializer: Serializer<unknown> = _reads === "text/plain" ? textSerializer() : jsonSerializer();
    const error = faultOf(() => read(serializer, utf8('"x"'), stored));
    expect(error).toMatchObject({ code: "wrong-type", contentType: stored, outcome: undefined });
    expect(error.message).toContain(stored);
  });

  test("is read if it differs in letter case or parameters only, or says nothing", () => {
    for (const stored of ["Application/JSON", "application/json; charset=utf-8", ""])
      expect(read(jsonSerializer(), utf8("7"), stored)).toBe(7);
  });

  test("is refused if it is a Protobuf message of another name", () => {
    const cart = protobufSerializer(HealthCheckRequest, "shop.v1.Cart");
    const order = protobufSerializer(HealthCheckRequest, "shop.v1.Order");
    expect(faultOf(() => read(cart, new Uint8Array(), order.contentType)).code).toBe("wrong-type");
    expect(read(cart, new Uint8Array(), "application/x-protobuf").service).toBe("");
  });
});

describe("what cannot be read", () => {
  test("is corrupt, and the message does not show it", () => {
    const error = faultOf(() => read(jsonSerializer(), utf8("{secret")));
    expect(error.code).toBe("corrupt");
    expect(error.message).not.toContain("secret");
  });

  test("is corrupt if it is no UTF-8", () => {
    expect(faultOf(() => read(jsonSerializer(), Uint8Array.of(0x22, 0xff, 0x22))).code).toBe("corrupt");
    expect(faultOf(() => read(textSerializer(), Uint8Array.of(0xff))).code).toBe("corrupt");
  });

  test("is corrupt if the check refuses it", () => {
    const numbers = jsonSerializer((parsed) => {
      if (typeof parsed !== "number") throw new TypeError("not a number");
      return parsed;
    });
    expect(read(numbers, utf8("7"))).toBe(7);
    expect(faultOf(() => read(numbers, utf8('"7"'))).code).toBe("corrupt");
  });
});

test.each([[undefined], [() => 1], [1n]])("JSON refuses %s before anything is sent", (value) => {
  const error = faultOf(() => serialize(jsonSerializer<unknown>(), value, "value"));
  expect(error).toMatchObject({ code: "invalid", field: "value", outcome: "not-applied" });
});

test("text refuses a lone surrogate, which would come back as another text", () => {
  expect(faultOf(() => serialize(textSerializer(), "\uD800", "value")).code).toBe("invalid");
});
