// The suite on each layer alone over memory: a layer keeps every guarantee of the
// store below it.
import { randomBytes } from "node:crypto";
import { createKeyRing } from "../../src/crypto/key-ring.ts";
import { encrypt } from "../../src/layers/encrypt.ts";
import { guard } from "../../src/layers/guard.ts";
import { namespace } from "../../src/layers/namespace.ts";
import { observe } from "../../src/layers/observe.ts";
import { resilient } from "../../src/layers/resilient.ts";
import { appIdBytesMax, keyBytesMax } from "../../src/model/limits.ts";
import { bareMemoryExceptions, memoryExceptions, openMemory } from "./memory-subject.ts";
import { conformance } from "./suite.ts";

conformance({
  name: "observe over memory",
  open: () => openMemory(observe(() => {})),
  exceptions: bareMemoryExceptions,
});

conformance({
  name: "guard over memory",
  open: () => openMemory(guard()),
  isGuarded: true,
  keyBytesMax,
  exceptions: memoryExceptions,
});

conformance({
  name: "namespace over memory",
  open: () => openMemory(namespace("n".repeat(appIdBytesMax))),
  keyBytesMax,
  exceptions: bareMemoryExceptions,
});

conformance({
  name: "resilient over memory",
  open: () => openMemory(resilient()),
  exceptions: bareMemoryExceptions,
});

const keys = createKeyRing({ name: "k1", hex: "11".repeat(32) });

conformance({
  name: "encrypt over memory",
  open: () => openMemory(encrypt(keys, randomBytes)),
  exceptions: bareMemoryExceptions,
});
