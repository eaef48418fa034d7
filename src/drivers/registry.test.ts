// The registry gives drivers by name.
import { expect, it } from "vitest";
import { driverNames, loadDriver } from "./registry.ts";

it("loads every driver under its own name", async () => {
  for (const name of driverNames) expect((await loadDriver(name)).name).toBe(name);
  expect(driverNames).toContain("memory");
});

it("names the drivers there are when asked for another", async () => {
  for (const name of ["oracle", "", "constructor", "__proto__"]) {
    await expect(loadDriver(name)).rejects.toMatchObject({ code: "invalid", field: "driver" });
  }
  await expect(loadDriver("oracle")).rejects.toThrow(/there are .*memory/);
});
