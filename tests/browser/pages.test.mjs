// The coordinators' pages in a real browser, on a real server, while real phones sync.
//
//   TEREN_PROGRAMS   the folder in which `teren` and `phone` were built
//   TEREN_CHROMIUM   the browser
//   TEREN_PICTURES   where pictures of all pages go
//   TEREN_PICTURE    a picture, of which a phone makes a photo
//
// `tests/all --everything` sets them and runs this; the order of the tests is that of a first day.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, visit } from "./browser.mjs";
import { doubled, faint, lost, nameless, overflowing, spilling } from "./look.mjs";
import { COORDINATOR, Office } from "./office.mjs";

const { TEREN_PROGRAMS, TEREN_CHROMIUM, TEREN_PICTURES, TEREN_PICTURE } = process.env;
const PASSWORD = "four ordinary words here";
// How long a page may take to show something; it fails the test, it measures nothing.
const PATIENCE_MS = 20_000;
// A coordinator's screen and a small phone's, in CSS pixels.
const SCREENS = [[1280, 900], [390, 844]];
const LANGUAGES = ["en", "ro"];
const RULES = [overflowing, spilling, lost, nameless, doubled, faint];
const PICTURE_PX_MAX = 8_000;

let office;
let browser;

before(async () => {
  office = await Office.open(TEREN_PROGRAMS, TEREN_PICTURE);
  browser = await launch(TEREN_CHROMIUM);
});

after(async () => {
  await browser?.close();
  await office?.close();
});

function look(options, act) {
  return visit(browser, office.url, options, async (page) => {
    page.setDefaultTimeout(PATIENCE_MS);
    await act(page);
  });
}

async function signIn(page) {
  await page.goto("/sign-in");
  await page.fill("#name", COORDINATOR);
  await page.fill("#password", PASSWORD);
  await page.click("main button[type=submit]");
  await page.waitForURL("/");
}

// The same for whoever has signed in before.
function desk(options, act) {
  return look(options, async (page) => {
    await signIn(page);
    await act(page);
  });
}

// What the overview says under a heading, digits alone.
async function figure(page, name) {
  const tile = page.locator(".figure", { has: page.getByText(name, { exact: true }) });
  const said = await tile.locator(".figure-value").first().textContent();
  return Number(said.replace(/\D/g, ""));
}

// Goes on by the keyboard until the focus is where it is wanted.
async function tabTo(page, wanted) {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate((selector) => {
      const at = document.activeElement;
      const style = getComputedStyle(at);
      const isShown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
      return at.matches(selector) && (isShown ? "shown" : "not shown");
    }, wanted);
    if (seen) {
      assert.equal(seen, "shown", `where the focus is: ${wanted}`);
      return;
    }
  }
  assert.fail(`the keyboard does not reach ${wanted}`);
}

test("signs in with a code and chooses a password by the keyboard alone", async () => {
  await look({}, async (page) => {
    await page.goto("/sign-in?way=code");
    await tabTo(page, "#code");
    await page.keyboard.type(office.code());
    await page.keyboard.press("Enter");
    await page.waitForURL("/password");
    await tabTo(page, "#password");
    await page.keyboard.type(PASSWORD);
    await tabTo(page, "#again");
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await page.waitForURL("/?said=*");
    await tabTo(page, "a.skip");
    await page.keyboard.press("Enter");
    await tabTo(page, "main *");
  });
  await look({}, async (page) => {
    await page.goto("/sign-in");
    await tabTo(page, "#name");
    await page.keyboard.type(COORDINATOR);
    await tabTo(page, "#password");
    await page.keyboard.type(PASSWORD);
    await tabTo(page, "main button");
    await page.keyboard.press("Enter");
    await page.waitForURL("/");
  });
});

test("shows on the overview what the phones brought", async () => {
  await desk({}, async (page) => {
    const people = office.outcome.campaigns.map((campaign) => campaign.people);
    const sum = people.reduce((one, other) => one + other, 0);
    assert.equal(await figure(page, "People reached"), sum);
    assert.equal(await figure(page, "To review"), office.outcome.conflicts);
  });
});

test("finds a session, narrows the list, and opens one", async () => {
  await desk({}, async (page) => {
    await page.click("nav >> text=Sessions");
    const rows = page.locator("table.sessions tbody tr");
    const all = await rows.count();
    await page.click("summary");
    await page.selectOption("#unit", "iasi");
    await page.click(".filter-fields button");
    await page.waitForURL(/unit=iasi/);
    const some = await rows.count();
    assert.ok(some > 0 && some < all, `${some} of ${all}`);
    await page.fill("#q", "first hour");
    await page.press("#q", "Enter");
    await page.waitForURL(/q=first/);
    assert.equal(await rows.count(), 1);
    await page.click("text=First hour in the new school");
    await page.waitForURL(/sessions\/[0-9a-f-]{36}/);
    assert.equal(await page.locator("h1").textContent(), "First hour in the new school");
  });
});

test("shows a photo small on the page of its session, and whole behind that", async () => {
  await desk({}, async (page) => {
    await page.goto("/sessions?q=first+hour");
    const badges = await page.locator("tbody .row-status .badge").allTextContents();
    assert.ok(badges.includes("One photo"), `${badges}`);
    await page.click("tbody a");
    const small = page.locator("ul.photos img");
    await small.scrollIntoViewIfNeeded();
    await page.waitForFunction(() => document.querySelector("ul.photos img").naturalWidth > 0);
    assert.ok((await small.evaluate((img) => img.naturalWidth)) <= 320);
    const link = page.locator("ul.photos a");
    const name = await link.getAttribute("aria-label");
    assert.match(name, /^Photo 1 of 1: The poster at the door\.jpg, [0-9]+ kB$/);
    // Opened by itself it would be a page of the browser's own, with styles of its own.
    const whole = await link.evaluate(async (a) => {
      const picture = await createImageBitmap(await (await fetch(a.href)).blob());
      return picture.width;
    });
    assert.ok(whole > 320, `${whole}`);
  });
});

// Every page of the navigation and one of each kind behind it, by the names of their pictures.
async function pages(page) {
  const links = page.locator("nav a");
  const linked = await links.evaluateAll((all) => all.map((a) => a.pathname + a.search));
  const named = linked.map((address) => [address.replace(/\W+/g, "-").slice(1), address]);
  const first = async (list, within) => {
    await page.goto(list);
    return page.locator(within).first().getAttribute("href");
  };
  return [
    ...named,
    ["plan", "/sessions/new"],
    ["quarantine", "/quarantine"],
    ["session-at-a-proposed-venue", await first("/sessions?q=first+hour", "tbody a")],
    ["session-to-settle", await first("/sessions?review=conflicts", "tbody a")],
    ["session", await first("/sessions?sort=people&status=done", "tbody a")],
    ["phone", await first("/phones", "main tbody a")],
    ["exchange", `/exchanges/${office.exchange}`],
  ];
}

const DOORS = [
  ["sign-in", "/sign-in"],
  ["sign-in-by-code", "/sign-in?way=code"],
  ["join", "/join"],
];

test("sees what would be wrong", async () => {
  await look({ viewport: { width: 390, height: 844 } }, async (page) => {
    await page.setContent(`
      <nav style="overflow: auto"><p style="width: 500px"></p>
        <a style="margin-left: 500px" href="/" aria-current="page">Here</a></nav>
      <main><p id="one" style="width: 20px; white-space: nowrap">More than has room</p>
        <p id="one" style="width: 400px"></p>
        <input name="nameless"><p style="color: #999">Hardly to be read</p></main>`);
    for (const rule of RULES) {
      assert.equal((await page.evaluate(rule)).length > 0, true, rule.name);
    }
  });
});

async function picture(page, name) {
  // What scrolls in a box of its own is shown whole.
  const height = await page.evaluate(() => {
    const main = document.querySelector("main");
    return Math.max(main.scrollHeight, document.documentElement.scrollHeight);
  });
  const { width } = page.viewportSize();
  await page.setViewportSize({ width, height: Math.min(height + 100, PICTURE_PX_MAX) });
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  await page.screenshot({ path: join(TEREN_PICTURES, `${name}.png`), fullPage: true });
}

// Looks at pages on every screen and takes their pictures: what is wrong, a line each.
async function judge(page, as, pages) {
  const wrong = [];
  for (const [width, height] of SCREENS) {
    for (const [name, address] of pages) {
      await page.setViewportSize({ width, height });
      await page.goto(address);
      const seen = `${name || "overview"}-${as}-${width}`;
      await picture(page, seen);
      await page.setViewportSize({ width, height });
      await page.evaluate(() => {
        document.querySelectorAll("details").forEach((folded) => (folded.open = true));
      });
      for (const rule of RULES) {
        const things = await page.evaluate(rule);
        if (things.length > 0) {
          wrong.push(`${seen}, ${rule.name}: ${things.join(" | ")}`);
        }
      }
    }
  }
  return wrong;
}

async function speak(page, language) {
  await page.goto("/");
  await page.locator(`button[name=language][value=${language}]`).click();
  assert.equal(await page.locator("html").getAttribute("lang"), language);
}

for (const colorScheme of ["light", "dark"]) {
  test(`fits, names its controls and can be read on every page, ${colorScheme}`, async () => {
    const wrong = [];
    await desk({ colorScheme }, async (page) => {
      const all = await pages(page);
      for (const language of LANGUAGES) {
        await speak(page, language);
        wrong.push(...(await judge(page, `${language}-${colorScheme}`, all)));
      }
      await speak(page, "en");
    });
    await look({ colorScheme }, async (page) => {
      for (const language of LANGUAGES) {
        await speak(page, language);
        wrong.push(...(await judge(page, `${language}-${colorScheme}`, DOORS)));
      }
    });
    assert.deepEqual(wrong, []);
  });
}

async function settleOne(page) {
  await page.goto("/sessions?review=conflicts");
  await page.locator("table.sessions tbody a").first().click();
  await page.waitForURL(/sessions\/[0-9a-f-]{36}/);
  const card = page.locator("form.conflict").first();
  await card.locator("input[type=radio]").first().check();
  await card.locator("button").click();
  await page.waitForURL(/said=/);
}

test("settles what two people said differently", async () => {
  await desk({}, async (page) => {
    const before = await figure(page, "To review");
    await settleOne(page);
    await page.goto("/");
    assert.equal(await figure(page, "To review"), before - 1);
  });
});

async function plan(page, title) {
  await page.goto("/sessions/new");
  await page.fill("#title", title);
  await page.selectOption("#kind", "school");
  await page.selectOption("#unit", "iasi");
  await page.fill("#day", "2027-03-01");
  await page.fill("#time", "09:30");
  await page.click("main .buttons button");
  await page.waitForURL(/said=/);
  assert.equal(await page.locator("h1").textContent(), title);
}

test("plans a session that a phone then has", async () => {
  await desk({}, (page) => plan(page, "Planned in the browser"));
  office.phone(["sync"], "ana");
  assert.match(office.phone(["list"], "ana"), /Planned in the browser/);
});

test("shows what a phone brings while the page is open, and asks for no new page", async () => {
  await desk({}, async (page) => {
    const listening = page.waitForResponse((response) => response.url().endsWith("/live"));
    await page.goto("/");
    await listening;
    const before = await figure(page, "People reached");
    await page.evaluate(() => (window.sameDocument = true));
    const session = { kind: "school", title: "Brought live", status: "done" };
    office.record("ana", { ...session, reached: { "f.14-17": 7 } });
    office.phone(["sync"], "ana");
    await page.waitForFunction(
      (text) => document.querySelector("#latest").textContent.includes(text),
      "Brought live",
    );
    assert.equal(await figure(page, "People reached"), before + 7);
    assert.ok(await page.evaluate(() => window.sameDocument));
  });
});

test("does the same without a script", async () => {
  await desk({ javaScriptEnabled: false }, async (page) => {
    await settleOne(page);
    await plan(page, "Planned without a script");
    await page.goto("/sessions?q=without+a+script");
    assert.equal(await page.locator("table.sessions tbody tr").count(), 1);
    await page.locator("button[name=language][value=ro]").click();
    assert.equal(await page.locator("html").getAttribute("lang"), "ro");
    await page.locator("button[name=language][value=en]").click();
    await page.click(".who button");
    await page.waitForURL("/sign-in");
  });
});
