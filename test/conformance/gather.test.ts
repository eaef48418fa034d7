// The suite on the gather layer: over the reference driver with one flush in
// flight and with several, and over the embedded driver, which uses it.
import { gather } from "../../src/layers/gather.ts";
import { embeddedExceptions, openEmbedded } from "./embedded-subject.ts";
import { memoryExceptions, openMemory } from "./memory-subject.ts";
import { conformance } from "./suite.ts";

const exceptions = {
  ...memoryExceptions,
  L2: "scan and ping are forwarded, and the guard above ends them; for reads and commits see src/layers/gather.test.ts",
};

conformance({
  name: "gather over memory",
  open: () => openMemory(gather()),
  exceptions,
});

conformance({
  name: "gather over memory, several flushes in flight",
  open: () => openMemory(gather({ commitsInFlightMax: 4, flushMutationsMax: 3 })),
  exceptions,
});

conformance({
  name: "gather over embedded",
  open: () => openEmbedded(gather({ readsInFlightMax: 0 })),
  exceptions: embeddedExceptions,
});
