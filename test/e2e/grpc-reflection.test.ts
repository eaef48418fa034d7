// Server reflection as a tool uses it: the services, the file that defines a name,
// and all that is needed to call a method without a .proto file.
import type { ClientDuplexStream } from "@grpc/grpc-js";
import { Client, credentials } from "@grpc/grpc-js";
import { ServerReflectionMethods, ServerReflectionV1AlphaMethods } from "@pillion/proto";
import { statusCode } from "@pillion/wire";
import protobuf from "protobufjs";
import descriptor from "protobufjs/ext/descriptor.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GrpcFixture, startGrpc } from "./grpc-fixture.ts";

const methods = {
  v1: ServerReflectionMethods.serverReflectionInfo,
  v1alpha: ServerReflectionV1AlphaMethods.serverReflectionInfo,
};

type Request = Parameters<(typeof methods.v1)["request"]["encode"]>[0];
type Response = ReturnType<(typeof methods.v1)["response"]["decode"]>;

describe.each(["v1", "v1alpha"] as const)("reflection %s", (version) => {
  let port: GrpcFixture;
  let client: Client;
  let stream: ClientDuplexStream<Request, Response>;

  beforeAll(async () => {
    port = await startGrpc();
    client = new Client(port.address, credentials.createInsecure());
    const { path, request, response } = methods[version];
    stream = client.makeBidiStreamRequest(
      path,
      (message: Request) => Buffer.from(request.encode(message)),
      (bytes: Buffer) => response.decode(bytes) as Response,
    );
  });
  afterAll(async () => {
    await new Promise((resolve) => stream.resume().on("end", resolve).end());
    client.close();
    await port.close();
  });

  const sendOnce = (request: Request): Promise<Response> =>
    new Promise((resolve) => {
      stream.once("data", resolve);
      stream.write(request);
    });
  const filesOf = async (request: Request) => {
    const { fileDescriptorResponse } = await sendOnce(request);
    return (fileDescriptorResponse?.fileDescriptorProto ?? []).map((bytes) =>
      descriptor.FileDescriptorProto.decode(bytes),
    ) as unknown as { name: string; dependency: string[] }[];
  };
  const namesOf = async (request: Request) => (await filesOf(request)).map(({ name }) => name);

  test("sends its headers before the first request", async () => {
    const { path } = methods[version];
    const same = (bytes: Buffer) => bytes;
    const waiting = client.makeBidiStreamRequest(path, same, same);
    await new Promise((resolve) => waiting.once("metadata", resolve));
    await new Promise((resolve) => waiting.resume().once("end", resolve).end());
  });

  test("lists exactly the services that are served", async () => {
    const { listServicesResponse, validHost, originalRequest } = await sendOnce({
      host: "h",
      listServices: "*",
    });
    expect(listServicesResponse?.service?.map(({ name }) => name)).toEqual([
      "grpc.health.v1.Health",
      "grpc.reflection.v1.ServerReflection",
      "grpc.reflection.v1alpha.ServerReflection",
      "statestore.v1.StateStore",
      "statestore.v1.Stores",
    ]);
    expect(validHost).toBe("h");
    expect(originalRequest?.listServices).toBe("*");
  });

  test.each([
    ["a service", "statestore.v1.StateStore"],
    ["a method", "statestore.v1.StateStore.BatchGet"],
    ["a message", "statestore.v1.SetRequest"],
    ["a field", "statestore.v1.SetRequest.idempotency_key"],
    ["a oneof", "statestore.v1.Expiry.policy"],
    ["an enum", "statestore.v1.Kind"],
    ["a value of an enum", "statestore.v1.KIND_CACHED"],
  ])("finds the file of %s", async (_what, fileContainingSymbol) => {
    expect((await namesOf({ fileContainingSymbol }))[0]).toBe("statestore/v1/statestore.proto");
  });

  test("finds the file of a type that is nested in a message", async () => {
    const nested = await namesOf({
      fileContainingSymbol: "grpc.health.v1.HealthCheckResponse.ServingStatus",
    });
    expect(nested).toEqual(["grpc/health/v1/health.proto"]);
    const violation = { fileContainingSymbol: "google.rpc.BadRequest.FieldViolation" };
    expect((await namesOf(violation))[0]).toBe("google/rpc/error_details.proto");
    const value = "grpc.health.v1.HealthCheckResponse.SERVICE_UNKNOWN";
    expect(await namesOf({ fileContainingSymbol: value })).toEqual(["grpc/health/v1/health.proto"]);
  });

  test("has the well-known types", async () => {
    expect(await namesOf({ fileByFilename: "google/protobuf/duration.proto" })).toEqual([
      "google/protobuf/duration.proto",
    ]);
    expect(await namesOf({ fileContainingSymbol: "google.protobuf.Timestamp" })).toEqual([
      "google/protobuf/timestamp.proto",
    ]);
  });

  test("sends a file with all its imports, each once per stream", async () => {
    const { path, request, response } = methods[version];
    const own = client.makeBidiStreamRequest(
      path,
      (message: Request) => Buffer.from(request.encode(message)),
      (bytes: Buffer) => response.decode(bytes) as Response,
    );
    const replies: Response[] = [];
    own.on("data", (reply: Response) => replies.push(reply));
    own.write({ fileByFilename: "statestore/v1/statestore.proto" });
    own.write({ fileByFilename: "statestore/v1/statestore.proto" });
    own.end();
    await new Promise((resolve) => own.on("end", resolve));
    const counts = replies.map((reply) => reply.fileDescriptorResponse?.fileDescriptorProto?.length);
    // The file itself, duration, timestamp, google.rpc.Status and the Any in it; then the file alone.
    expect(counts).toEqual([5, 1]);
    const files = (replies[0]?.fileDescriptorResponse?.fileDescriptorProto ?? []).map(
      (bytes) =>
        descriptor.FileDescriptorProto.decode(bytes) as unknown as { name: string; dependency: string[] },
    );
    const names = new Set(files.map(({ name }) => name));
    for (const file of files) for (const needed of file.dependency) expect(names).toContain(needed);
  });

  test("the descriptors are enough to encode a request", async () => {
    const file = await filesOf({ fileContainingSymbol: "google.protobuf.Duration" });
    const root = protobuf.Root.fromDescriptor({ file } as never);
    const Duration = root.lookupType("google.protobuf.Duration");
    expect([...Duration.encode({ seconds: 5 }).finish()]).toEqual([8, 5]);
  });

  test.each([
    ["a file", { fileByFilename: "no/such.proto" }, statusCode.notFound],
    ["a symbol", { fileContainingSymbol: "no.Such" }, statusCode.notFound],
    [
      "an extension",
      { fileContainingExtension: { containingType: "a.B", extensionNumber: 5 } },
      statusCode.notFound,
    ],
    ["the extensions of a type", { allExtensionNumbersOfType: "no.Such" }, statusCode.notFound],
    ["nothing", {}, statusCode.invalidArgument],
  ])("sends an error on the stream for what does not exist: %s", async (_what, request, errorCode) => {
    const { errorResponse } = await sendOnce(request);
    expect(errorResponse?.errorCode).toBe(errorCode);
    expect(errorResponse?.errorMessage).not.toBe("");
  });

  test("reports that a message of the contract has no extensions", async () => {
    const { allExtensionNumbersResponse } = await sendOnce({
      allExtensionNumbersOfType: "statestore.v1.Record",
    });
    expect(allExtensionNumbersResponse).toMatchObject({ baseTypeName: "statestore.v1.Record" });
    expect(allExtensionNumbersResponse?.extensionNumber ?? []).toEqual([]);
  });
});
