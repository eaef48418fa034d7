// Dapr's SDK on Dapr's layout in Redis, from a component file as daprd reads it.
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { component } from "../../../sidecar/config/dapr-files/resource-fixture.ts";
import { sharedRedisUrl } from "../../servers/test-servers.ts";
import { components } from "./dapr-documents.ts";
import { describeSdk } from "./sdk-suite.ts";

describeSdk({
  name: "Redis",
  component: components.redis,
  words: async (folder) => {
    const redisHost = new URL(await sharedRedisUrl()).host;
    const metadata = { redisHost, keyPrefix: randomUUID() };
    writeFileSync(join(folder, "redis.yaml"), component("statestore", "state.redis", metadata));
    return [`--resources-path=${folder}`];
  },
  lastWriteIgnoresEtag: true,
  // As in daprd without an index: the component supports queries, so the query fails.
  queryError: "state store statestore query failed",
  otherEtag: "999999",
});
