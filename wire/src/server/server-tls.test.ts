// The names in a certificate, also where they were made to mislead.
import { expect, test } from "vitest";
import { readAltNames } from "./server-tls.ts";

test("a certificate's names are told apart, also where they have commas and quotes", () => {
  expect(readAltNames(undefined)).toEqual([]);
  expect(readAltNames("DNS:localhost, IP Address:127.0.0.1")).toEqual([
    "DNS:localhost",
    "IP Address:127.0.0.1",
  ]);
  const sly = 'URI:"spiffe://a, DNS:\\"b", DNS:c';
  expect(readAltNames(sly)).toEqual(['URI:spiffe://a, DNS:"b', "DNS:c"]);
});
