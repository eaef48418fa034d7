// The settings of the gRPC port.
import type { GrpcConfig } from "../config.ts";
import { defaults } from "../options/option-table.ts";
import type { ConfigInput } from "./config-input.ts";
import { headerBytesMax } from "./http-section.ts";
import { socketPath } from "./socket-path.ts";

const loopback = /^(127\.|localhost$|::1$|::ffff:127\.)/;

/** Builds the section. Addresses beyond loopback without a token are a warning. */
export function grpcSection({ values, environmentSettings: { apiToken } }: ConfigInput): GrpcConfig {
  const hosts = values.get("dapr-listen-addresses") ?? defaults.hosts;
  const socket = socketPath(values, "grpc");
  if (socket === undefined && apiToken === undefined && hosts.some((host) => !loopback.test(host))) {
    const description =
      "every client that can reach these addresses can read and write all state; set DAPR_API_TOKEN to require a token";
    values.warn("dapr-listen-addresses", description);
  }
  return {
    transport: values.get("grpc-transport") ?? "wire",
    hosts,
    port: values.get("dapr-grpc-port") ?? defaults.grpcPort,
    socketPath: socket,
    messageBytesMax:
      values.get("max-body-size") ?? values.get("dapr-http-max-request-size") ?? defaults.messageBytesMax,
    metadataBytesMax: Math.max(headerBytesMax(values), defaults.metadataBytesMax),
    apiToken,
  };
}
