// The contract's descriptors, indexed by name: which file defines a symbol, which
// files a file depends on, which fields a message has. Created once, when first
// used, from the descriptor set that is committed with the codecs
// (google/protobuf/descriptor.proto has the field numbers).
import { fileDescriptorSet } from "@pillion/proto";
import { type WireField, wireFields } from "./wire-reader.ts";

/** One .proto file. */
export interface FileEntry {
  readonly name: string;
  /** The serialized google.protobuf.FileDescriptorProto. */
  readonly bytes: Uint8Array;
  readonly dependencies: readonly string[];
}

/** One field of a message. */
export interface FieldEntry {
  readonly name: string;
  readonly repeated: boolean;
  readonly type: "string" | "message" | "other";
  /** Full name of the message type; empty for other types. */
  readonly typeName: string;
}

/** The descriptors by name; full names have no leading dot. */
export interface DescriptorIndex {
  readonly files: ReadonlyMap<string, FileEntry>;
  /** Name of the file that defines a symbol: message, field, oneof, enum, enum value, service or method. */
  readonly fileOfSymbol: ReadonlyMap<string, string>;
  /** Fields of each message by number. */
  readonly messages: ReadonlyMap<string, ReadonlyMap<number, FieldEntry>>;
  /** Full name of the request of a method, by `/package.Service/Method`. */
  readonly requestOfPath: ReadonlyMap<string, string>;
}

type MutableIndex = {
  [Part in keyof DescriptorIndex]: DescriptorIndex[Part] extends ReadonlyMap<infer Key, infer Value>
    ? Map<Key, Value>
    : never;
};

let created: DescriptorIndex | undefined;

/** The index of the committed contract. */
export function descriptorIndex(): DescriptorIndex {
  created ??= indexDescriptors(Buffer.from(fileDescriptorSet, "base64"));
  return created;
}

/** The index of a serialized google.protobuf.FileDescriptorSet. */
function indexDescriptors(set: Uint8Array): DescriptorIndex {
  const index: MutableIndex = {
    files: new Map(),
    fileOfSymbol: new Map(),
    messages: new Map(),
    requestOfPath: new Map(),
  };
  for (const file of new Fields(set).messages(1)) indexFile(index, file);
  return index;
}

// The fields of one descriptor, by number.
class Fields {
  readonly bytes: Uint8Array;
  readonly #fields: readonly WireField[];

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#fields = [...wireFields(bytes)];
  }

  #all(number: number): Uint8Array[] {
    return this.#fields.flatMap((field) =>
      field.number === number && field.wireType === 2 ? [field.value] : [],
    );
  }

  messages(number: number): Fields[] {
    return this.#all(number).map((bytes) => new Fields(bytes));
  }

  texts(number: number): string[] {
    return this.#all(number).map((bytes) => Buffer.from(bytes).toString("utf8"));
  }

  text(number: number): string {
    return this.texts(number)[0] ?? "";
  }

  number(number: number): number {
    const field = this.#fields.findLast(
      (candidate) => candidate.number === number && candidate.wireType === 0,
    );
    return Number(field?.value ?? 0);
  }
}

function indexFile(index: MutableIndex, file: Fields): void {
  const name = file.text(1);
  const scope = file.text(2);
  const define = (symbol: string) => void index.fileOfSymbol.set(symbol, name);
  index.files.set(name, { name, bytes: file.bytes, dependencies: file.texts(3) });
  for (const message of file.messages(4)) indexMessage(index, message, scope, define);
  for (const declared of file.messages(5)) defineEnum(declared, scope, define);
  for (const service of file.messages(6)) indexService(index, service, scope, define);
  for (const extension of file.messages(7)) define(inScope(scope, extension.text(1)));
}

const inScope = (scope: string, name: string) => (scope === "" ? name : `${scope}.${name}`);

type Define = (symbol: string) => void;

function indexMessage(index: MutableIndex, message: Fields, scope: string, define: Define): void {
  const fullName = inScope(scope, message.text(1));
  define(fullName);
  const fields = message.messages(2);
  index.messages.set(fullName, new Map(fields.map((field) => [field.number(3), fieldEntry(field)])));
  for (const member of [...fields, ...message.messages(6), ...message.messages(8)]) {
    define(inScope(fullName, member.text(1)));
  }
  for (const nested of message.messages(3)) indexMessage(index, nested, fullName, define);
  for (const declared of message.messages(4)) defineEnum(declared, fullName, define);
}

const labelRepeated = 3;
const typeString = 9;
const typeMessage = 11;

function fieldEntry(field: Fields): FieldEntry {
  const type = field.number(5);
  return {
    name: field.text(1),
    repeated: field.number(4) === labelRepeated,
    type: type === typeString ? "string" : type === typeMessage ? "message" : "other",
    typeName: field.text(6).replace(/^\./, ""),
  };
}

// Enum values belong to the scope around the enum, as in C++.
function defineEnum(declared: Fields, scope: string, define: Define): void {
  define(inScope(scope, declared.text(1)));
  for (const value of declared.messages(2)) define(inScope(scope, value.text(1)));
}

function indexService(index: MutableIndex, service: Fields, scope: string, define: Define): void {
  const fullName = inScope(scope, service.text(1));
  define(fullName);
  for (const method of service.messages(2)) {
    define(inScope(fullName, method.text(1)));
    index.requestOfPath.set(`/${fullName}/${method.text(1)}`, method.text(2).replace(/^\./, ""));
  }
}
