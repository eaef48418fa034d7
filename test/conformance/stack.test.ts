// The suite on the full stack of layers, as the sidecar composes it.
import { gather } from "../../src/layers/gather.ts";
import { guard } from "../../src/layers/guard.ts";
import { stack } from "../../src/layers/layer.ts";
import { namespace } from "../../src/layers/namespace.ts";
import { observe } from "../../src/layers/observe.ts";
import { keyBytesMax } from "../../src/model/limits.ts";
import type { StateStore } from "../../src/store/state-store.ts";
import { openEmbedded } from "./embedded-subject.ts";
import { memoryExceptions, openMemory } from "./memory-subject.ts";
import type { OpenSubject } from "./subject.ts";
import { conformance } from "./suite.ts";

function wholeStack(driver: StateStore): StateStore {
  return stack(driver, {
    observe: observe(() => {}),
    guard: guard(),
    namespace: namespace("shop"),
    gather: gather(),
  });
}

conformance({
  name: "the stack over memory",
  open: () => openMemory(wholeStack),
  isGuarded: true,
  keyBytesMax,
  exceptions: memoryExceptions,
});

conformance({
  name: "the stack over embedded",
  open: openStackOverEmbedded,
  isGuarded: true,
  keyBytesMax,
  exceptions: {
    L2: "reads of the embedded store cannot be frozen; tested on the stack over memory",
  },
});

// `corrupt` needs the stored key, which has the app's prefix.
async function openStackOverEmbedded(): Promise<OpenSubject> {
  const opened = await openEmbedded(wholeStack);
  return { ...opened, corrupt: async (key) => opened.corrupt?.(`shop||${key}`) };
}
