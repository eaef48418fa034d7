// The suite on Postgres in Dapr's v2 layout.
import { openPostgres, postgresExceptions } from "./postgres-subject.ts";
import { conformance } from "./suite.ts";

conformance({ name: "postgres v2", open: () => openPostgres("v2"), exceptions: postgresExceptions.v2 });
