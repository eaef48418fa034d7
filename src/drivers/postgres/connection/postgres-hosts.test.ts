// Lists of hosts, addresses and ports mean what they mean in libpq.
import { expect, it } from "vitest";
import { compilePostgresOptions } from "../postgres-options.ts";

const host = (name: string, port = 5432, address?: string) => ({ name, port, address });

it.each([
  ["host=a,b port=1,2", [host("a", 1), host("b", 2)]],
  ["host=a,b port=1", [host("a", 1), host("b", 1)]],
  ["host=a,b,c port=1,,3", [host("a", 1), host("b"), host("c", 3)]],
  ["host=a,b hostaddr=192.0.2.1,::1", [host("a", 5432, "192.0.2.1"), host("b", 5432, "::1")]],
  ["hostaddr=192.0.2.1", [host("192.0.2.1", 5432, "192.0.2.1")]],
  ["host=/run/pg,b", [host("/run/pg"), host("b")]],
  ["host='a, b'", [host("a"), host("b")]],
  ["user=u", [host("localhost")]],
  ["postgres://u@a:1,b:2/d", [host("a", 1), host("b", 2)]],
  ["postgres://u@a,b:2/d", [host("a"), host("b", 2)]],
  ["postgres://u@[::1]:1,[fe80::2]/d", [host("::1", 1), host("fe80::2")]],
  ["postgres://u@a,b/d?port=7", [host("a", 7), host("b", 7)]],
  ["postgres://u@/d?host=a,b&port=1,2", [host("a", 1), host("b", 2)]],
  ["postgres://%2Frun%2Fpg/d", [host("/run/pg")]],
])("%s", (connectionString, hosts) => {
  expect(compilePostgresOptions({ connectionString }).hosts).toEqual(hosts);
});

it("a component's own names take lists, too", () => {
  expect(compilePostgresOptions({ host: "a,b", port: "1,2" }).hosts).toEqual([host("a", 1), host("b", 2)]);
  expect(compilePostgresOptions({ hostaddr: "192.0.2.1", connectionString: "host=a" }).hosts).toEqual([
    host("a", 5432, "192.0.2.1"),
  ]);
});

it.each([
  [{ host: "a,b,c", port: "1,2" }, /^port: has 2 ports for 3 hosts; give one for each host, or one for all/],
  [{ connectionString: "host=a,b port=1,2,3" }, /^connectionString: port: has 3 ports for 2 hosts/],
  [
    { connectionString: "host=a,b hostaddr=192.0.2.1" },
    /^connectionString: hostaddr: has 1 address(es)? for 2 hosts/,
  ],
  [{ connectionString: "postgres://a:1,b:x/d" }, /^connectionString: port: must be a whole number from 1/],
  [{ host: "a,b", port: "1,70000" }, /^port: must be a whole number from 1 to 65535, or a list/],
  [
    { connectionString: "target_session_attrs=writable" },
    /target_session_attrs: must be one of any, read-write/,
  ],
  [{ connectionString: "load_balance_hosts=yes" }, /load_balance_hosts: must be disable or random/],
])("%j is rejected by name", (raw, message) => {
  expect(() => compilePostgresOptions(raw)).toThrow(message);
});

it.each(["any", "read-write", "read-only", "primary", "standby", "prefer-standby"])(
  "target_session_attrs=%s",
  (targetSession) => {
    const connectionString = `host=a,b target_session_attrs=${targetSession}`;
    expect(compilePostgresOptions({ connectionString })).toMatchObject({
      targetSession,
      balancesLoad: false,
    });
  },
);
