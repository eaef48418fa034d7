// The scenarios of the soak: name, address, kind, path, request in hexadecimal, concurrent
// calls, seconds, size of the last reply, number of replies.

/** A protobuf field of bytes, shorter than 128. */
const field = (number, text) =>
  Buffer.concat([Buffer.from([(number << 3) | 2, text.length]), Buffer.from(text)]);

const echo = "/pillion.wire.test.Echo";
const dapr = "/dapr.proto.runtime.v1.Dapr/GetState";
const reflection = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
const mebibyte = 2 ** 20;

/** Each row: its share of the time, name, server, kind, path, request, concurrency, size of the last reply, replies. */
const rows = [
  ...[1, 64, 500].map((count) => [
    1,
    "unary-1B",
    "server",
    "unary",
    `${echo}/Size`,
    field(1, "1"),
    count,
    1,
    1,
  ]),
  ...[1, 64, 500].map((count) => {
    const request = field(1, String(mebibyte));
    return [1, "unary-1MiB", "server", "unary", `${echo}/Size`, request, count, mebibyte, 1];
  }),
  ...[1, 64, 500].map((count) => {
    return [1, "stream-100x1B", "server", "stream", `${echo}/Down`, field(1, "100 1"), count, 1, 100];
  }),
  ...[1, 64, 500].map((count) => {
    const request = field(1, `2 ${mebibyte}`);
    return [1, "stream-2x1MiB", "server", "stream", `${echo}/Down`, request, count, mebibyte, 2];
  }),
  ...[1, 64, 500].map((count) => {
    const request = Buffer.concat([field(1, "statestore"), field(2, "small")]);
    return [1, "get-1B", "sidecar", "unary", dapr, request, count, 1, 1];
  }),
  ...[1, 64, 500].map((count) => {
    const request = Buffer.concat([field(1, "statestore"), field(2, "large")]);
    return [1, "get-1MiB", "sidecar", "unary", dapr, request, count, mebibyte, 1];
  }),
  [0.5, "headers-first", "sidecar", "headers", reflection, field(7, "*"), 64, 1, 1],
];

// One channel of the C core, which sends window updates for each small reply.
const etagRow = [4, "get-and-save-with-etag", "sidecar", "etag", "-", Buffer.from([0]), 200, 0, 0];

/** The scenarios of a client, which take `seconds` in total. */
export function scenariosFor(client, seconds, addresses) {
  const chosen = client === "grpcio" ? [...rows, etagRow] : rows;
  const total = chosen.reduce((sum, [share]) => sum + share, 0);
  return chosen.map(([share, name, server, kind, path, request, count, bytes, replies]) => {
    const scenarioSeconds = ((seconds * share) / total).toFixed(2);
    const fields = [addresses[server], kind, path, request.toString("hex"), count, scenarioSeconds];
    return [`${name}-${count}-at-once`, ...fields, bytes, replies];
  });
}
