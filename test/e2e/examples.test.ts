// The examples, run as their users run them, against a sidecar process: what their
// first lines promise must hold.
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { StateClient } from "@pillion/client";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Carts, Sessions } from "../../examples/shopping-cart/shop.ts";
import { type Hold, Reservations } from "../../examples/ticket-reservation/reservations.ts";
import { connectBy } from "../transports/transport.ts";
import { ensureBuilt, ProcessFixture, type SidecarProcess, until } from "./sidecar-process.ts";

beforeAll(ensureBuilt, 120_000);

let fixture: ProcessFixture;
let sidecar: SidecarProcess;
const clients: StateClient[] = [];

beforeEach(async () => {
  fixture = new ProcessFixture();
  sidecar = await fixture.start();
});

afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  await fixture.dispose();
});

function newClient(): StateClient {
  const client = new StateClient({
    transport: connectBy,
    address: sidecar.address("gRPC"),
    timeoutMs: 30_000,
  });
  clients.push(client);
  return client;
}

const runner = fileURLToPath(new URL("../../examples/run.mjs", import.meta.url));

/** Runs an example in a new process; resolves to the lines that it prints. */
async function run(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const env = { PATH: process.env.PATH ?? "", PILLION_ADDRESS: sidecar.address("gRPC"), ...environment };
  const { stdout } = await promisify(execFile)(process.execPath, [runner, ...words], { env });
  return stdout.trimEnd().split("\n");
}

describe("ticket reservation", () => {
  test("with 200 clients that race for 10 seats, each seat is held by exactly one", {
    timeout: 120_000,
  }, async () => {
    const seats = Array.from({ length: 10 }, (_, index) => `seat-${index}`);
    const holds: Hold[] = [];
    const race = async (index: number) => {
      const reservations = new Reservations(newClient(), "race");
      for (const seat of seats) {
        const hold = await reservations.hold(seat, `customer-${index}`);
        if (hold !== undefined) holds.push(hold);
      }
    };
    await Promise.all(Array.from({ length: 200 }, (_, index) => race(index)));
    expect(holds.map(({ seat }) => seat).toSorted()).toEqual(seats.toSorted());
    const taken = await new Reservations(newClient(), "race").taken();
    for (const { seat, customer } of holds)
      expect(taken.get(seat)).toMatchObject({ status: "held", customer });
  });

  test("the program sells every seat to one customer", { timeout: 120_000 }, async () => {
    const lines = await run(["ticket-reservation", "--clients", "200", "--seats", "20"]);
    expect(lines.pop()).toBe("20 customers got a seat; 20 of 20 seats are taken");
    const sold = lines.map((line) => line.split(" "));
    expect(sold.every(([, status]) => status === "sold")).toBe(true);
    expect(new Set(sold.map(([seat]) => seat)).size).toBe(20);
    expect(new Set(sold.map(([, , customer]) => customer)).size).toBe(20);
  });

  test("a seat whose hold expired can be held again, and its first customer can no longer confirm", async () => {
    const brief = new Reservations(newClient(), "lapse", 50);
    const expired = await brief.hold("a", "ada");
    const later = new Reservations(newClient(), "lapse");
    let hold: Hold | undefined;
    await until("the seat is free again", async () => {
      hold = await later.hold("a", "bob");
      return hold !== undefined;
    });
    if (expired === undefined || hold === undefined) throw new Error("both must have held the seat");
    expect(await brief.confirm(expired)).toBe(false);
    expect(await brief.release(expired)).toBe(false);
    expect(await later.confirm(hold)).toBe(true);
    expect(await later.hold("a", "eve")).toBeUndefined();
  });

  test("a sold seat stays sold after its hold would have expired", async () => {
    const client = newClient();
    const reservations = new Reservations(client, "sale", 300);
    const hold = await reservations.hold("a", "ada");
    if (hold === undefined) throw new Error("the seat must be free");
    expect(await reservations.confirm(hold)).toBe(true);
    expect((await client.get("seats/sale/a"))?.expiry).toBeUndefined();
    expect((await reservations.taken()).get("a")).toMatchObject({ status: "sold", customer: "ada" });
  });

  test("a released hold frees the seat at once", async () => {
    const reservations = new Reservations(newClient(), "back");
    const hold = await reservations.hold("a", "ada");
    if (hold === undefined) throw new Error("the seat must be free");
    expect(await reservations.release(hold)).toBe(true);
    expect(await reservations.hold("a", "bob")).toBeDefined();
  });
});

describe("shopping cart", () => {
  test("cart and session survive the application and the sidecar", { timeout: 120_000 }, async () => {
    const [session = ""] = await run(["shopping-cart", "login", "ada"]);
    expect(await run(["shopping-cart", "add", session, "tea", "2"])).toEqual(['{"tea":2}']);
    await sidecar.end("SIGKILL");
    sidecar = await fixture.start();
    expect(await run(["shopping-cart", "add", session, "cup"])).toEqual(['{"tea":2,"cup":1}']);
    expect(await run(["shopping-cart", "checkout", session])).toEqual(['{"tea":2,"cup":1}']);
    expect(await run(["shopping-cart", "show", session])).toEqual(["{}"]);
    expect(await run(["shopping-cart", "logout", session])).toEqual(["bye"]);
    expect(await run(["shopping-cart", "show", session])).toEqual(["please log in"]);
  });

  test("concurrent additions lose no article", async () => {
    const adding = Array.from({ length: 12 }, (_, index) =>
      new Carts(newClient()).add("ada", `article-${index % 4}`, 1),
    );
    await Promise.all(adding);
    expect(await new Carts(newClient()).show("ada")).toEqual({
      "article-0": 3,
      "article-1": 3,
      "article-2": 3,
      "article-3": 3,
    });
  });

  test("a cart that becomes empty is removed", async () => {
    const client = newClient();
    const carts = new Carts(client);
    await carts.add("bob", "tea", 1);
    expect(await carts.add("bob", "tea", -1)).toEqual({});
    expect(await client.exists("cart/bob")).toBe(false);
  });

  test("a session ends when it was idle too long, and each use renews it", async () => {
    const client = newClient();
    const sessions = new Sessions(client, 60_000);
    const id = await sessions.begin("ada");
    const first = (await client.get(`session/${id}`))?.expiry?.getTime() ?? 0;
    await until("a use has renewed the expiry", async () => {
      expect(await sessions.use(id)).toEqual({ customer: "ada" });
      return ((await client.get(`session/${id}`))?.expiry?.getTime() ?? 0) > first;
    });
    const brief = new Sessions(client, 30);
    const briefId = await brief.begin("bob");
    await until("the session is over", async () => !(await client.exists(`session/${briefId}`)));
    expect(await brief.use(briefId)).toBeUndefined();
  });
});

// Ten programs run one after the other, and each is bundled first.
test("an invalid count leaves the cart unchanged, and options are checked", { timeout: 60_000 }, async () => {
  const [session = ""] = await run(["shopping-cart", "login", "carl"]);
  await run(["shopping-cart", "add", session, "tea", "2"]);
  for (const count of ["x", "0", "1.5", "NaN"])
    await expect(run(["shopping-cart", "add", session, "tea", count])).rejects.toThrow();
  expect(await run(["shopping-cart", "show", session])).toEqual(['{"tea":2}']);
  for (const name of ["ticket-reservation", "shopping-cart"])
    expect((await run([name, "--help"])).join()).toContain(`usage: node examples/run.mjs ${name} `);
});

test.each([
  ["--seats must be a whole number", ["ticket-reservation", "--seats", "x"]],
  ["--seat", ["ticket-reservation", "--seat", "1"]],
  ["COMMAND is missing", ["shopping-cart"]],
  ["buy is not a command", ["shopping-cart", "buy", "tea"]],
  ["SESSION is missing", ["shopping-cart", "show"]],
])("a program that is used wrongly says why (%s), how to use it, and exits with 1", async (why, words) => {
  const failure = await run(words).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 1, stderr: expect.stringContaining(why) });
  expect(failure).toMatchObject({
    stderr: expect.stringContaining(`usage: node examples/run.mjs ${words[0]} `),
  });
});

test("an unknown example name is rejected with the names of the examples", async () => {
  await expect(run(["../../evil"])).rejects.toThrow(/ticket-reservation\|shopping-cart/);
});

test("a program outside the repository that does not exist or fails is named in the message", async () => {
  const missing = join(fixture.folder, "missing.ts");
  await expect(run([missing])).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`${missing} does not exist`),
  });
  const failing = join(fixture.folder, "failing.ts");
  writeFileSync(failing, 'interface Lines {\n  count: number;\n}\n\nthrow new Error("at line 5");\n');
  await expect(run([failing])).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("failing.ts:5:7"),
  });
});
