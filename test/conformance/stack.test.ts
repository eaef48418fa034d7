// The suite on the whole stack, as the sidecar puts it together.
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
    L2: "nothing keeps the embedded store from answering reads; the stack over memory shows it with a frozen store",
  },
});

// What damages a record has to know the name under which it is stored.
async function openStackOverEmbedded(): Promise<OpenSubject> {
  const opened = await openEmbedded(wholeStack);
  return { ...opened, corrupt: async (key) => opened.corrupt?.(`shop||${key}`) };
}
