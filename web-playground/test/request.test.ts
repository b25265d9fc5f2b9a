// Does a form say the request that a person meant, letter for letter?

import { expect, test } from "vitest";
import { asking, BLANK, form, line } from "../src/state/request.ts";

test.each([
  ["https://shop.example/cart?a=b", "https", "shop.example", "/cart?a=b"],
  ["http://Shop.Example:8080", "http", "shop.example", "/"],
  ["HTTPS://me@shop.example?x", "https", "shop.example", "/?x"],
  ["http://shop.example//a/../%62", "http", "shop.example", "//a/../%62"],
])("%s", (url, scheme, host, path) => {
  expect(asking({ ...BLANK, url })).toEqual({ method: "GET", scheme, host, path, headers: {} });
});

test.each(["", "shop.example/cart", "ftp://shop.example", "https://", "https://a b"])("%j is no address", (url) => {
  expect(asking({ ...BLANK, url })).toContain("begins with");
});

test("headers stand one on a line", () => {
  const filled = { method: "POST", url: "http://a.example/", headers: "Cookie: a=b; c=d\n\nX-Beta:always ", from: " 10.0.0.1" };
  expect(asking(filled)).toMatchObject({ method: "POST", headers: { Cookie: "a=b; c=d", "X-Beta": "always" }, clientAddress: "10.0.0.1" });
  expect(asking({ ...filled, headers: "nothing" })).toContain("no header");
});

test("a request that was found comes back as it was", () => {
  const request = { method: "OPTIONS", scheme: "https", host: "a.example", path: "/a?b=c", headers: { origin: "https://b.example" }, clientAddress: "10.0.0.1" };
  expect(asking(form(request))).toEqual(request);
  expect(line(request)).toBe("OPTIONS https://a.example/a?b=c, origin: https://b.example, from 10.0.0.1");
});
