// Values become bytes and back, and bytes of another content type never become a value.
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

function errorOf(run: () => unknown): SerializerError {
  try {
    run();
  } catch (error) {
    if (error instanceof SerializerError) return error;
    throw error;
  }
  throw new Error("no error was thrown");
}

test("JSON is the same after a round trip", () => {
  const json = jsonSerializer<unknown>();
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(read(json, serialize(json, value, "value"))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

// The unit "binary" of fast-check takes seconds to prepare.
const anyCharacter = fc
  .integer({ min: 0, max: 0x10ffff })
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code));

test("text is the same after a round trip, including a byte order mark", () => {
  const text = textSerializer();
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter }), (value) => {
      expect(read(text, serialize(text, value, "value"))).toBe(value);
    }),
  );
  expect(read(text, serialize(text, "\uFEFFx", "value"))).toBe("\uFEFFx");
});

test("a Protobuf message is the same after a round trip", () => {
  const serializer = protobufSerializer(HealthCheckRequest);
  const bytes = serialize(serializer, new HealthCheckRequest({ service: "s" }), "value");
  expect(read(serializer, bytes).service).toBe("s");
});

test("bytes are passed through, whatever their content type", () => {
  const bytes = Uint8Array.of(0, 255);
  expect(read(bytesSerializer(), bytes, "image/png")).toBe(bytes);
});

describe("a value with another content type", () => {
  test.each([
    ["application/json", "text/plain"],
    ["application/json", "application/jsonp"],
    ["text/plain", "application/octet-stream"],
  ])("is a wrong-type for a reader of %s if it is %s", (_reads, stored) => {
    const serializer: Serializer<unknown> = _reads === "text/plain" ? textSerializer() : jsonSerializer();
    const error = errorOf(() => read(serializer, utf8('"x"'), stored));
    expect(error).toMatchObject({ code: "wrong-type", contentType: stored, outcome: undefined });
    expect(error.message).toContain(stored);
  });

  test("is read if it differs only in letter case or parameters, or is empty", () => {
    for (const stored of [
      "Application/JSON",
      "application/json; charset=utf-8",
      " application/json ;a=b",
      "",
    ])
      expect(read(jsonSerializer(), utf8("7"), stored)).toBe(7);
  });

  test("is rejected if it is a Protobuf message of another name", () => {
    const cart = protobufSerializer(HealthCheckRequest, "shop.v1.Cart");
    const order = protobufSerializer(HealthCheckRequest, "shop.v1.Order");
    expect(errorOf(() => read(cart, new Uint8Array(), order.contentType)).code).toBe("wrong-type");
    expect(read(cart, new Uint8Array(), "application/x-protobuf").service).toBe("");
  });
});

describe("a Protobuf serializer", () => {
  test("reads both media types of Protobuf and an empty one, and no other", () => {
    const serializer = protobufSerializer(HealthCheckRequest);
    expect(serializer.contentType).toBe("application/x-protobuf");
    for (const stored of ["application/x-protobuf", "application/protobuf", "Application/Protobuf; a=b", ""])
      expect(read(serializer, new Uint8Array(), stored).service).toBe("");
    for (const stored of ["application/json", "application/protobuffer", "protobuf"])
      expect(errorOf(() => read(serializer, new Uint8Array(), stored)).code).toBe("wrong-type");
  });

  test("stores the name of the message, and reads names in each notation", () => {
    const cart = protobufSerializer(HealthCheckRequest, "shop.v1.Cart");
    expect(cart.contentType).toBe('application/x-protobuf; messageType="shop.v1.Cart"');
    for (const parameter of ["; messagetype=shop.v1.Cart", ';  MessageType="shop.v1.Cart"; a=b'])
      expect(read(cart, new Uint8Array(), `application/protobuf${parameter}`).service).toBe("");
    const other = "application/x-protobuf; messageType=shop.v1.Cart2";
    expect(errorOf(() => read(cart, new Uint8Array(), other)).code).toBe("wrong-type");
    expect(read(protobufSerializer(HealthCheckRequest), new Uint8Array(), other).service).toBe("");
  });

  test("needs a class with both functions", () => {
    const { encode, decode } = HealthCheckRequest;
    for (const messageClass of [undefined, null, {}, { encode }, { decode }])
      expect(() => protobufSerializer(messageClass as never)).toThrow(
        "messageClass: must have the functions encode and decode",
      );
    expect(() => protobufSerializer(HealthCheckRequest, 5 as never)).toThrow(
      "messageName: must be a non-empty string, not a number",
    );
  });
});

describe("a value that cannot be deserialized", () => {
  test("is corrupt, and the message does not contain it", () => {
    const error = errorOf(() => read(jsonSerializer(), utf8("{secret")));
    expect(error.code).toBe("corrupt");
    expect(error.message).not.toContain("secret");
  });

  test("is corrupt if it is not UTF-8", () => {
    expect(errorOf(() => read(jsonSerializer(), Uint8Array.of(0x22, 0xff, 0x22))).code).toBe("corrupt");
    expect(errorOf(() => read(textSerializer(), Uint8Array.of(0xff))).code).toBe("corrupt");
  });

  test("is corrupt if the check rejects it", () => {
    const numbers = jsonSerializer((parsed) => {
      if (typeof parsed !== "number") throw new TypeError("not a number");
      return parsed;
    });
    expect(read(numbers, utf8("7"))).toBe(7);
    expect(errorOf(() => read(numbers, utf8('"7"'))).code).toBe("corrupt");
  });
});

test.each([[undefined], [() => 1], [1n]])("JSON rejects %s before anything is sent", (value) => {
  const error = errorOf(() => serialize(jsonSerializer<unknown>(), value, "value"));
  expect(error).toMatchObject({ code: "invalid", field: "value", outcome: "not-applied" });
});

describe("the message of a serializer's error says why", () => {
  test("for a value that JSON cannot contain", () => {
    expect(errorOf(() => serialize(jsonSerializer<unknown>(), 1n, "value")).message).toMatch(
      /^value: cannot be written as application\/json: .*BigInt/,
    );
  });

  test("for a value that is not a string", () => {
    const number = 5 as unknown as string;
    expect(errorOf(() => serialize(textSerializer(), number, "value")).message).toMatch(
      /not a string but a number/,
    );
  });

  test("for a serializer that does not return bytes", () => {
    const serializer = { ...jsonSerializer(), serialize: () => "text" as unknown as Uint8Array };
    expect(errorOf(() => serialize(serializer, 1, "value")).message).toMatch(/must be a Uint8Array/);
  });

  test("for invalid JSON, without its text", () => {
    const { message } = errorOf(() => read(jsonSerializer(), utf8('{"secret": secret}')));
    expect(message).toMatch(/cannot be read as application\/json: its syntax is invalid/);
    expect(message).not.toContain("secret");
  });

  test("for JSON that is cut off", () => {
    const { message } = errorOf(() => read(jsonSerializer(), utf8('{"a":')));
    expect(message).toBe('the value of key "k" cannot be read as application/json: it ends too early');
  });

  test("for an error with a long text, with its first 200 characters, and for one that is not an Error", () => {
    const reasonFor = (thrown: unknown) => {
      const failing = jsonSerializer(() => {
        throw thrown;
      });
      const { message } = errorOf(() => read(failing, utf8("7")));
      return message.replace('the value of key "k" cannot be read as application/json: ', "");
    };
    expect(reasonFor(new Error("x".repeat(200)))).toBe("x".repeat(200));
    expect(reasonFor(new Error("x".repeat(201)))).toBe(`${"x".repeat(200)}…`);
    expect(reasonFor("no")).toBe("no");
    expect(reasonFor(5)).toBe("a number");
  });

  test("for a check that rejects the value", () => {
    const numbers = jsonSerializer(() => {
      throw new TypeError("expected a number");
    });
    expect(errorOf(() => read(numbers, utf8('"7"'))).message).toMatch(/: expected a number$/);
  });

  test("and is in its JSON", () => {
    const error = errorOf(() => read(textSerializer(), utf8("x"), "image/png"));
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      name: "SerializerError",
      code: "wrong-type",
      contentType: "image/png",
      message: error.message,
    });
  });
});

test("a check that is not a function, and a value that is no JSON, are named", () => {
  expect(() => jsonSerializer(5 as never)).toThrow("check: must be a function, not a number");
  expect(errorOf(() => serialize(jsonSerializer<unknown>(), undefined, "value")).message).toBe(
    "value: cannot be written as application/json: JSON has no undefined, function or symbol",
  );
});

test("text rejects a lone surrogate, which would be read back as another text", () => {
  expect(errorOf(() => serialize(textSerializer(), "\uD800", "value"))).toMatchObject({
    code: "invalid",
    message: expect.stringContaining("surrogate"),
  });
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
  "JSON does not write the number %s as null",
  (value) => {
    const error = errorOf(() => serialize(jsonSerializer(), value, "value"));
    expect(error).toMatchObject({ code: "invalid", field: "value", outcome: "not-applied" });
    expect(error.message).toBe("value: cannot be written as application/json: JSON has no NaN or Infinity");
  },
);
