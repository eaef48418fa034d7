// Metadata fields: valid metadata survives a round trip, and reserved names cannot be forged.
import { expect, test } from "vitest";
import { Metadata } from "./metadata.ts";
import { addFieldToMetadata, addMetadataFields, type HeaderField } from "./metadata-field.ts";

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
    expect(() => fieldsOf(new Metadata().append(name, "x")), name).toThrow(name);
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
