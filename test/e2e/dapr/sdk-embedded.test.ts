// Dapr's SDK on the stores that need no server.
import { join } from "node:path";
import { describeSdk } from "./sdk-suite.ts";

const inMemory = { lastWriteIgnoresEtag: false, otherEtag: "no-such-etag" };

describeSdk({
  ...inMemory,
  name: "memory",
  component: { type: "state.in-memory", version: "v1" },
  words: async () => ["--store=statestore=memory:"],
});

describeSdk({
  ...inMemory,
  name: "the embedded store",
  component: { type: "state.pillion", version: "v1" },
  words: async (folder) => [`--store=statestore=embedded:${join(folder, "files")}`],
});
