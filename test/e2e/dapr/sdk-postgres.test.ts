// Dapr's SDK on both of Dapr's layouts in Postgres.
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { sharedPostgresUrl } from "../../servers/test-servers.ts";
import { components } from "./dapr-documents.ts";
import { describeSdk } from "./sdk-suite.ts";

async function words(folder: string, layout: string, names: (name: string) => string): Promise<string[]> {
  const url = await sharedPostgresUrl();
  const name = `d${randomUUID().replaceAll("-", "").slice(0, 12)}`;
  const file = join(folder, "pillion.yaml");
  const options = `url: ${JSON.stringify(url)}, layout: ${layout}, metadataTableName: ${name}_m, maxConns: 4, ${names(name)}`;
  writeFileSync(file, `stores:\n  statestore:\n    driver: postgres\n    options: {${options}}\n`);
  return [`--config-file=${file}`];
}

describeSdk({
  name: "Postgres in Dapr's v1 layout",
  component: components.postgresV1,
  words: (folder) => words(folder, "v1", (name) => `tableName: ${name}`),
  lastWriteIgnoresEtag: false,
  queries: true,
  otherEtag: "1",
});

describeSdk({
  name: "Postgres in Dapr's v2 layout",
  component: components.postgresV2,
  words: (folder) => words(folder, "v2", (name) => `tablePrefix: ${name}_`),
  lastWriteIgnoresEtag: false,
  otherEtag: "00000000-0000-4000-8000-000000000000",
});
