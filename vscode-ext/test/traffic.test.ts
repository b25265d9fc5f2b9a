// Does the account of the traffic read well, and is a request read as it is written?

import { expect, test } from "vitest";
import { accountPage, asked, line, tracedPage } from "../src/answers/traffic.ts";
import { SHOP } from "./manifests.ts";
import { converted } from "./scene.ts";

test("a page of counts, and of differences by code", async () => {
  const open = await converted(SHOP);
  const account = await open.verify({ most: 300 });
  const page = accountPage("shop.yaml", account);
  expect(page).toContain("# Traffic of shop.yaml");
  expect(page).toContain(`| the same | ${account.same} |`);
  expect(page).toContain(`| otherwise, and no finding says so | 0 |`);
  for (const [code, { requests, example }] of Object.entries(account.byCode)) {
    expect(page).toContain(`| \`${code}\` | ${requests} | \`${line(example)}\` |`);
  }
  const [first] = Object.values(account.byCode);
  const traced = tracedPage(await open.trace(first!.example));
  expect(traced).toContain("**Answered otherwise, as a finding says**");
  expect(traced).toMatch(/^\| answer \| `.*` \| ≠ `.*` \|$/m);
  expect(traced).toContain(`- \`${Object.keys(account.byCode)[0]}\`: `);
});

test("counterexamples stand in the page, with both answers", async () => {
  const open = await converted(SHOP);
  const [account, one] = [await open.verify({ most: 20 }), await open.trace("https://shop.example/")];
  const page = accountPage("shop.yaml", { ...account, unannounced: 3, counterexamples: [{ ...one, same: false }] });
  expect(page).toContain("## Differences that no finding announces\n\n### `GET https://shop.example/`\n\n| | Before | Now |");
  expect(page).toContain("and 2 more");
});

test.each([
  ["GET https://shop.example/cart", "GET https://shop.example/cart", {}],
  ["https://shop.example", "https://shop.example", {}],
  ["post http://a.example/x -H 'Cookie: a=b; c=d' -H \"X-Beta: always\"", "post http://a.example/x", { Cookie: "a=b; c=d", "X-Beta": "always" }],
])("%s", (text, request, headers) => {
  expect(asked(text)).toEqual({ request, headers });
});

test.each(["", "GET", "shop.example/cart", "GET https://", "GET https://a.example/ x", "https://a.example -H nothing", "https://a.example -H ''"])("%j is no request", (text) => {
  expect(asked(text)).toBeUndefined();
});
