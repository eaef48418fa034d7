// Metadata fields: valid metadata survives a round trip, and reserved names cannot be forged.
import { expect, test } from "vitest";
import { Metadata } from "./metadata.ts";
import {
  addFieldToMetadata,
  addMetadataFields,
  type HeaderField,
  metadataOfFields,
} from "./metadata-field.ts";

function fieldsOf(metadata: Metadata): HeaderField[] {
  const fields: HeaderField[] = [];
  addMetadataFields(fields, metadata);
  return fields;
}

test("text and bytes survive a round trip in order, including repeated names", () => {
  const sent = new Metadata()
    .append("A", "one")
    .append("b-bin", new Uint8Array([1, 2]))
    .append("a", "two")
    .append("empty", "");
  const read = new Metadata();
  for (const [name, value] of fieldsOf(sent)) addFieldToMetadata(read, name, value);
  expect([...read]).toEqual([
    ["a", "one"],
    ["b-bin", new Uint8Array([1, 2])],
    ["a", "two"],
    ["empty", ""],
  ]);
});

test("reserved names are rejected when sending and omitted when reading", () => {
  for (const name of [
    ":path",
    "te",
    "content-type",
    "grpc-status",
    "grpc-timeout",
    "connection",
    "user-agent",
  ]) {
    const reason = name.startsWith(":")
      ? "has characters other than 0-9 a-z _ - . in its name"
      : "has a name that is reserved for HTTP/2 or gRPC";
    expect(() => fieldsOf(new Metadata().append(name, "x")), name).toThrow(
      `INTERNAL: the metadata field ${JSON.stringify(name)} ${reason}`,
    );
    const read = new Metadata();
    addFieldToMetadata(read, name, "x");
    expect(read.size).toBe(0);
  }
});

test("a name or value that is not valid in a header is rejected", () => {
  expect(() => fieldsOf(new Metadata().append("a b", "x"))).toThrow(/a b/);
  expect(() => fieldsOf(new Metadata().append("", "x"))).toThrow(/name/);
  expect(() => fieldsOf(new Metadata().append("a", "line\nbreak"))).toThrow(/printable/);
  expect(() => fieldsOf(new Metadata().append("a", "ä"))).toThrow(/printable/);
  expect(() => fieldsOf(new Metadata().append("a-bin", "text"))).toThrow(/bytes/);
  expect(() => fieldsOf(new Metadata().append("a", new Uint8Array(1)))).toThrow(/-bin/);
});

test("a comma-joined list of bytes decodes to its values", () => {
  const read = new Metadata();
  addFieldToMetadata(read, "a-bin", "AQ,AgM=");
  expect(read.getAll("a-bin")).toEqual([new Uint8Array([1]), new Uint8Array([2, 3])]);
});

test("text is sent without the spaces around it, and fields of gRPC that applications may use are sent", () => {
  const sent = new Metadata().append("a", "  b c ").append("grpc-tags-bin", new Uint8Array([1]));
  expect(fieldsOf(sent)).toEqual([
    ["a", "b c"],
    ["grpc-tags-bin", "AQ"],
  ]);
});

test("received fields become metadata, without those that are reserved or not base64", () => {
  const fields = ["a", "1", "grpc-status", "0", "b-bin", "!", "b-bin", "AQ", "a", "2"];
  expect([...metadataOfFields(fields)]).toEqual([
    ["a", "1"],
    ["b-bin", new Uint8Array([1])],
    ["a", "2"],
  ]);
  expect(metadataOfFields([]).size).toBe(0);
});

test("values are found by their exact name and type", () => {
  const bytes = new Uint8Array([1]);
  const metadata = new Metadata()
    .append("b", "other")
    .append("a", bytes)
    .append("A", "first")
    .append("a", "second")
    .append("a", new Uint8Array([2]));
  expect(metadata.get("a")).toBe("first");
  expect(metadata.getBinary("a")).toBe(bytes);
  expect(metadata.getAll("a")).toEqual([bytes, "first", "second", new Uint8Array([2])]);
  expect([metadata.get("c"), metadata.getBinary("c"), metadata.getBinary("b")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect([metadata.getAll("c"), metadata.size]).toEqual([[], 5]);
});
