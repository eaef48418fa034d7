// What is mutated, and which tests run for it: those that need no server.
const engine = [
  "src/{model,store,layers,operations,driver-kit}/**/*.test.ts",
  "src/drivers/memory/**/*.test.ts",
];

export const parts = {
  model: { mutate: ["src/model/**/*.ts"], tests: engine },
  store: { mutate: ["src/store/**/*.ts"], tests: engine },
  layers: { mutate: ["src/layers/**/*.ts"], tests: engine },
  operations: { mutate: ["src/operations/**/*.ts"], tests: engine },
  client: { mutate: ["client/src/**/*.ts"], tests: ["client/src/**/*.test.ts"] },
  hpack: { mutate: ["wire/src/hpack/**/*.ts"], tests: ["wire/src/hpack/**/*.test.ts"] },
  http2: {
    mutate: [
      "wire/src/http2/{frame,settings,header-reader,flow-control,output-buffer,message-prefix,reset-streams,linked-queue,http2-errors}.ts",
    ],
    tests: ["wire/src/http2/**/*.test.ts"],
  },
  grpc: { mutate: ["wire/src/grpc/**/*.ts"], tests: ["wire/src/grpc/**/*.test.ts"] },
};
