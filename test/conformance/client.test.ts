// The suite through the client, gRPC and the whole stack, on each store.
import { keyBytesMax } from "../../src/index.ts";
import { fullStack, openClient, valueBytesMax, wireExceptions } from "./client-subject.ts";
import { openEmbedded } from "./embedded-subject.ts";
import { memoryExceptions, openMemory } from "./memory-subject.ts";
import { conformance } from "./suite.ts";

// What a store cannot do by itself it can do behind a connection: not answer.
const { L2: _memory, ...memoryOnly } = memoryExceptions;

conformance({
  name: "a client before the stack over memory",
  open: async () => openClient(await openMemory(fullStack)),
  isGuarded: true,
  keyBytesMax,
  valueBytesMax,
  exceptions: { ...memoryOnly, ...wireExceptions },
});

conformance({
  name: "a client before the stack over embedded",
  open: async () => openClient(await openEmbedded(fullStack)),
  isGuarded: true,
  keyBytesMax,
  valueBytesMax,
  exceptions: wireExceptions,
});
