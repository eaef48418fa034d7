// Dapr's SDK on the stores that need no server.
import { join } from "node:path";
import { components } from "./dapr-documents.ts";
import { describeSdk } from "./sdk-suite.ts";

const inMemory = { lastWriteIgnoresEtag: false, otherEtag: "no-such-etag" };

describeSdk({
  ...inMemory,
  name: "memory",
  component: components.inMemory,
  words: async () => ["--store=statestore=memory:"],
});

describeSdk({
  ...inMemory,
  name: "the embedded store",
  component: components.embedded,
  words: async (folder) => [`--store=statestore=embedded:${join(folder, "files")}`],
});
