// What `npm run mutation` changes, part by part, and the tests that it runs for each part: those that need no server.

// The client in three parts: what it checks and what it translates, both tested mostly without a server, and the rest of
// it. Without the transport for grpc-js, which tests on wire do not use, without the test that starts processes, in which
// no mutant is active, and without the one with random arguments, which takes seconds for each mutant.
const clientChecks =
  "{abort,address,argument-checks,backoff,client-options,nearest,serializer,state-error,value-checks}";
const clientCheckTests =
  "{abort,argument-checks,backoff,client-options,rejected-arguments,serializer,state-error,value-checks}";
const clientMessages = "{*-messages,field-names,int64,mutation,state,store-info,watch-event}";
const clientTests = "client/src/!(hostile-arguments|idle-process).test.ts";

// Connections, streams and output are tested with sockets, in test/wire.
const http2Codecs = "{frame,header-reader,http2-errors,message-prefix,settings}";

/** By name: globs of the mutated files and of the test files. */
export const parts = {
  model: { mutate: ["src/model/**/*.ts"], tests: ["src/model/**/*.test.ts"] },
  store: { mutate: ["src/store/**/*.ts"], tests: ["src/store/**/*.test.ts"] },
  layers: { mutate: ["src/layers/**/*.ts"], tests: ["src/layers/**/*.test.ts"] },
  operations: { mutate: ["src/operations/**/*.ts"], tests: ["src/operations/**/*.test.ts"] },
  "client-checks": {
    mutate: [`client/src/${clientChecks}.ts`],
    tests: [`client/src/${clientCheckTests}.test.ts`],
  },
  "client-messages": {
    mutate: [`client/src/${clientMessages}.ts`],
    tests: ["client/src/*messages.test.ts"],
  },
  "client-calls": {
    mutate: [
      "client/src/*.ts",
      `!client/src/${clientChecks}.ts`,
      `!client/src/${clientMessages}.ts`,
      "!client/src/grpc-js-transport.ts",
    ],
    tests: [clientTests],
  },
  // Without the tests with random fields and blocks, which take seconds for each mutant.
  hpack: { mutate: ["wire/src/hpack/**/*.ts"], tests: ["wire/src/hpack/!(hpack-fuzz|hpack-peer).test.ts"] },
  http2: { mutate: [`wire/src/http2/${http2Codecs}.ts`], tests: ["wire/src/http2/**/*.test.ts"] },
  grpc: { mutate: ["wire/src/grpc/**/*.ts"], tests: ["wire/src/grpc/**/*.test.ts"] },
};
