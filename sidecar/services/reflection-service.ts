// Server reflection, v1 and v1alpha (grpc/grpc doc/server-reflection.md): a
// client asks for the contract and gets it from the descriptors committed with
// the codecs. Only services that this process really serves are listed.
import { type reflection, ServerReflectionMethods, ServerReflectionV1AlphaMethods } from "@pillion/proto";
import { type StatusCode, statusCode } from "@pillion/wire";
import {
  type DescriptorIndex,
  descriptorIndex,
  type FileEntry,
  type Operation,
  operation,
} from "../rpc/index.ts";

// The two versions differ in their package only.
type Request = reflection.reflection.v1.ServerReflectionRequest.$Properties;
type Response = reflection.reflection.v1.ServerReflectionResponse.$Properties;
type Answer = Omit<Response, "validHost" | "originalRequest">;

// reflection.proto has no idempotency_level, and nothing here changes a store.
const reads = { effect: "read" } as const;

/** The methods of both versions. `services` are the full names of all that are served besides these two. */
export function reflectionOperations(services: readonly string[]): readonly Operation[] {
  const names = [
    ...services,
    "grpc.reflection.v1.ServerReflection",
    "grpc.reflection.v1alpha.ServerReflection",
  ].sort();
  const answer = (requests: AsyncIterable<Request>) => conversation(requests, names);
  return [
    operation(ServerReflectionMethods.serverReflectionInfo, answer, reads),
    operation(ServerReflectionV1AlphaMethods.serverReflectionInfo, answer, reads),
  ];
}

async function* conversation(requests: AsyncIterable<Request>, services: readonly string[]) {
  const sent = new Set<string>();
  for await (const request of requests) {
    const response: Response = {
      validHost: request.host ?? "",
      originalRequest: request,
      ...answerTo(request, descriptorIndex(), services, sent),
    };
    yield response;
  }
}

function answerTo(
  request: Request,
  index: DescriptorIndex,
  services: readonly string[],
  sent: Set<string>,
): Answer {
  const { fileByFilename, fileContainingSymbol, fileContainingExtension, allExtensionNumbersOfType } =
    request;
  if (isSaid(fileByFilename)) return files(index, fileByFilename, "file", sent);
  if (isSaid(fileContainingSymbol)) {
    const symbol = fileContainingSymbol.replace(/^\./, "");
    return files(index, index.fileOfSymbol.get(symbol), "symbol", sent);
  }
  if (isSaid(fileContainingExtension)) return fault(statusCode.notFound, "the contract has no extension");
  if (isSaid(allExtensionNumbersOfType)) {
    const baseTypeName = allExtensionNumbersOfType.replace(/^\./, "");
    if (!index.messages.has(baseTypeName)) return fault(statusCode.notFound, "no message has this name");
    return { allExtensionNumbersResponse: { baseTypeName } };
  }
  if (isSaid(request.listServices)) {
    return { listServicesResponse: { service: services.map((name) => ({ name })) } };
  }
  return fault(statusCode.invalidArgument, "the request asks nothing; set one field of message_request");
}

const isSaid = <Value>(value: Value | null | undefined): value is Value =>
  value !== null && value !== undefined;

const fault = (errorCode: StatusCode, errorMessage: string): Answer => ({
  errorResponse: { errorCode, errorMessage },
});

// The file asked for is always sent, those that it needs once per conversation.
function files(index: DescriptorIndex, name: string | undefined, kind: string, sent: Set<string>): Answer {
  const asked = name === undefined ? undefined : index.files.get(name);
  if (asked === undefined) return fault(statusCode.notFound, `no ${kind} has this name`);
  const found: FileEntry[] = [asked];
  const seen = new Set([asked.name]);
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
