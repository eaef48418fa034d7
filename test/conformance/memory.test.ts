// The suite on the reference driver.
import { memoryDriver } from "../../src/drivers/memory/memory-driver.ts";
import { bareMemoryExceptions, openMemory } from "./memory-subject.ts";
import { conformance } from "./suite.ts";

conformance({ name: memoryDriver.name, open: () => openMemory(), exceptions: bareMemoryExceptions });
