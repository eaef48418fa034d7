// The suite on the whole stack, as the sidecar puts it together.
import { guard } from "../../src/layers/guard.ts";
import { stack } from "../../src/layers/layer.ts";
import { namespace } from "../../src/layers/namespace.ts";
import { ObserverList, observe } from "../../src/layers/observe.ts";
import { keyBytesMax } from "../../src/model/limits.ts";
import { memoryExceptions, openMemory } from "./memory-subject.ts";
import { conformance } from "./suite.ts";

const observers = new ObserverList();
observers.add(() => {});

conformance({
  name: "the stack over memory",
  open: () =>
    openMemory((driver) =>
      stack(driver, { observe: observe(observers), guard: guard(), namespace: namespace("shop") }),
    ),
  keyBytesMax,
  exceptions: memoryExceptions,
});
