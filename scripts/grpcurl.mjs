// Calls the wire server with grpc-go, through grpcurl: every kind of call, over
// plain TCP and over TLS. Exits with 1 if a reply is wrong, and with 2 if grpcurl
// cannot be built.
//
//   node scripts/grpcurl.mjs
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheOf, grpcurlProgram, programOrExit } from "./go-program.mjs";
import { startServer } from "./wire-server.mjs";

const program = programOrExit(grpcurlProgram);
const folder = cacheOf("grpcurl");
const bytes = "google.protobuf.BytesValue";
const methods = ["Same", "Later", "Fail", "Hang", "Metadata", "Nothing"]
  .map((name) => `rpc ${name}(${bytes}) returns (${bytes});`)
  .concat(["Down", "DownThenFail"].map((name) => `rpc ${name}(${bytes}) returns (stream ${bytes});`))
  .concat(
    `rpc Up(stream ${bytes}) returns (${bytes});`,
    `rpc Both(stream ${bytes}) returns (stream ${bytes});`,
  );
writeFileSync(
  join(folder, "echo.proto"),
  `syntax = "proto3";
package pillion.wire.test;
import "google/protobuf/wrappers.proto";
service Echo { ${methods.join("\n")} }
`,
);

const json = (text) => JSON.stringify(Buffer.from(text).toString("base64"));

/** The calls: method, request, and texts that the output must contain. `status` is grpcurl's exit code minus 64. */
const calls = [
  { method: "Same", data: json("hello"), expects: [json("hello")] },
  { method: "Later", data: json("hello"), expects: [json("hello")] },
  { method: "Fail", data: json("7 nö"), status: 7, expects: ["Message: nö"] },
  { method: "Hang", data: json("x"), options: ["-max-time", "0.3"], status: 4, expects: [] },
  { method: "Metadata", data: json("x"), options: ["-H", "x-a-bin: AQI="], expects: ["x-a-too-bin: AQI="] },
  { method: "Nothing", data: json("x"), status: 12, expects: ["unknown method"] },
  { method: "Down", data: json("3 5"), expects: ["AAAAAAA=", "AQEBAQE=", "AgICAgI="] },
  { method: "DownThenFail", data: json("z"), status: 10, expects: [json("z"), "after two"] },
  { method: "Up", data: json("aaa") + json("bb"), expects: [json("2 5")] },
  { method: "Both", data: json("aaa") + json("bb"), expects: [json("aaa"), json("bb")] },
];

/** Makes one call; returns whether its reply was right. */
function runCall(address, connection, { method, data, options = [], status, expects }) {
  const args = [...connection, ...options, "-import-path", folder, "-proto", "echo.proto", "-v", "-d", data];
  const result = spawnSync(program, [...args, address, `pillion.wire.test.Echo/${method}`], {
    encoding: "utf8",
  });
  const output = `${result.stdout}${result.stderr}`;
  const exitCode = status === undefined ? 0 : 64 + status;
  const isRight = result.status === exitCode && expects.every((text) => output.includes(text));
  if (!isRight)
    console.log(`${method}: exit code ${result.status}, expected ${exitCode} and ${expects}:\n${output}`);
  return isRight;
}

const server = await startServer(folder);
const results = [
  ...calls.map((call) => runCall(server.plain, ["-plaintext"], call)),
  ...calls.map((call) => runCall(server.secured, ["-insecure"], call)),
];
server.end();
console.log(`grpcurl 1.9.4 (grpc-go): ${results.filter(Boolean).length} of ${results.length} calls passed`);
process.exitCode = results.every(Boolean) ? 0 : 1;
