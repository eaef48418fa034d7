// The suite on Postgres in Dapr's v1 layout.
import { openPostgres, postgresExceptions } from "./postgres-subject.ts";
import { conformance } from "./suite.ts";

conformance({ name: "postgres v1", open: () => openPostgres("v1"), exceptions: postgresExceptions.v1 });
