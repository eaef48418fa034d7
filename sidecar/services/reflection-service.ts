// Server reflection, v1 and v1alpha (grpc/grpc doc/server-reflection.md): serves
// the contract from the descriptors that are committed with the codecs. Only
// services that this process serves are listed.
import { type reflection, ServerReflectionMethods, ServerReflectionV1AlphaMethods } from "@pillion/proto";
import { type StatusCode, statusCode } from "@pillion/wire";
import {
  type DescriptorIndex,
  descriptorIndex,
  type FileEntry,
  type Operation,
  operation,
} from "../rpc/index.ts";

// The two versions differ only in their package.
type Request = reflection.reflection.v1.ServerReflectionRequest.$Properties;
type Response = reflection.reflection.v1.ServerReflectionResponse.$Properties;
type Result = Omit<Response, "validHost" | "originalRequest">;

// reflection.proto has no idempotency_level, and nothing here changes a store.
const reads = { effect: "read" } as const;

/** The methods of both versions. `services` are the full names of all that are served besides these two. */
export function reflectionOperations(services: readonly string[]): readonly Operation[] {
  const names = [
    ...services,
    "grpc.reflection.v1.ServerReflection",
    "grpc.reflection.v1alpha.ServerReflection",
  ].sort();
  const serve = (requests: AsyncIterable<Request>) => replies(requests, names);
  return [
    operation(ServerReflectionMethods.serverReflectionInfo, serve, reads),
    operation(ServerReflectionV1AlphaMethods.serverReflectionInfo, serve, reads),
  ];
}

async function* replies(requests: AsyncIterable<Request>, services: readonly string[]) {
  const sent = new Set<string>();
  for await (const request of requests) {
    const response: Response = {
      validHost: request.host ?? "",
      originalRequest: request,
      ...resultOf(request, descriptorIndex(), services, sent),
    };
    yield response;
  }
}

function resultOf(
  request: Request,
  index: DescriptorIndex,
  services: readonly string[],
  sent: Set<string>,
): Result {
  const { fileByFilename, fileContainingSymbol, fileContainingExtension, allExtensionNumbersOfType } =
    request;
  if (isSet(fileByFilename)) return files(index, fileByFilename, "file", sent);
  if (isSet(fileContainingSymbol)) {
    const symbol = fileContainingSymbol.replace(/^\./, "");
    return files(index, index.fileOfSymbol.get(symbol), "symbol", sent);
  }
  if (isSet(fileContainingExtension)) return failure(statusCode.notFound, "the contract has no extensions");
  if (isSet(allExtensionNumbersOfType)) {
    const baseTypeName = allExtensionNumbersOfType.replace(/^\./, "");
    if (!index.messages.has(baseTypeName))
      return failure(statusCode.notFound, "there is no message with this name");
    return { allExtensionNumbersResponse: { baseTypeName } };
  }
  if (isSet(request.listServices)) {
    return { listServicesResponse: { service: services.map((name) => ({ name })) } };
  }
  return failure(statusCode.invalidArgument, "the request is empty; set one field of message_request");
}

const isSet = <Value>(value: Value | null | undefined): value is Value =>
  value !== null && value !== undefined;

const failure = (errorCode: StatusCode, errorMessage: string): Result => ({
  errorResponse: { errorCode, errorMessage },
});

// The requested file is always sent, its dependencies once per stream.
function files(index: DescriptorIndex, name: string | undefined, kind: string, sent: Set<string>): Result {
  const requested = name === undefined ? undefined : index.files.get(name);
  if (requested === undefined) return failure(statusCode.notFound, `no ${kind} has this name`);
  const found: FileEntry[] = [requested];
  const seen = new Set([requested.name]);
  for (const { dependencies } of found) {
    for (const dependency of dependencies) {
      const file = index.files.get(dependency);
      if (file === undefined || seen.has(dependency) || sent.has(dependency)) continue;
      seen.add(dependency);
      found.push(file);
    }
  }
  for (const file of seen) sent.add(file);
  return { fileDescriptorResponse: { fileDescriptorProto: found.map(({ bytes }) => bytes) } };
}
