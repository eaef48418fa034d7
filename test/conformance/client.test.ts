// The suite through the client, gRPC and the full stack, on each store.
import { keyBytesMax } from "../../src/index.ts";
import { fullStack, openClient, valueBytesMax, wireExceptions } from "./client-subject.ts";
import { openEmbedded } from "./embedded-subject.ts";
import { memoryExceptions, openMemory } from "./memory-subject.ts";
import { conformance } from "./suite.ts";

// Behind a connection that a test can freeze, memory needs no exception for not replying.
const { L2: _memory, ...memoryOnly } = memoryExceptions;

conformance({
  name: "a client of the stack over memory",
  open: async () => openClient(await openMemory(fullStack)),
  isGuarded: true,
  keyBytesMax,
  valueBytesMax,
  exceptions: { ...memoryOnly, ...wireExceptions },
});

conformance({
  name: "a client of the stack over embedded",
  open: async () => openClient(await openEmbedded(fullStack)),
  isGuarded: true,
  keyBytesMax,
  valueBytesMax,
  exceptions: wireExceptions,
});
