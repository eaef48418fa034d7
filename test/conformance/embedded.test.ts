// The suite on the embedded driver.
import { embeddedDriver } from "../../src/drivers/embedded/embedded-driver.ts";
import { embeddedExceptions, openEmbedded } from "./embedded-subject.ts";
import { conformance } from "./suite.ts";

conformance({ name: embeddedDriver.name, open: () => openEmbedded(), exceptions: embeddedExceptions });
