// The names in a certificate, including misleading ones.
import { expect, test } from "vitest";
import { readAltNames } from "./server-tls.ts";

test("a certificate's names are split correctly even with commas and quotes", () => {
  expect(readAltNames(undefined)).toEqual([]);
  expect(readAltNames("DNS:localhost, IP Address:127.0.0.1")).toEqual([
    "DNS:localhost",
    "IP Address:127.0.0.1",
  ]);
  const sly = 'URI:"spiffe://a, DNS:\\"b", DNS:c';
  expect(readAltNames(sly)).toEqual(['URI:spiffe://a, DNS:"b', "DNS:c"]);
});
