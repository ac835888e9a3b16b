// Chromium, and pages that are watched: what the browser complains about, what does not load and
// what is asked of anybody but the server fails the test that opened the page.

import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launch(executablePath) {
  return chromium.launch({ executablePath, args: FLAGS });
}

// What came between opening a page and closing it, in words.
export class Watched {
  // `options` as Playwright's `newContext` takes them.
  static async open(browser, url, options = {}) {
    const watched = new Watched();
    const authority = { ignoreHTTPSErrors: true }; // the server's own: phones pin it
    const context = await browser.newContext({ baseURL: url, ...authority, ...options });
    watched.page = await context.newPage();
    watched.complaints = [];
    watched.#listen(new URL(url).host);
    return watched;
  }

  #listen(home) {
    const { page, complaints } = this;
    page.on("console", (said) => {
      if (said.type() === "error" || said.type() === "warning") {
        complaints.push(`the console: ${said.text()}`);
      }
    });
    page.on("pageerror", (error) => complaints.push(`the script: ${error}`));
    page.on("request", (request) => {
      const { host, protocol } = new URL(request.url());
      if (host !== home && protocol !== "data:") {
        complaints.push(`another host: ${request.url()}`);
      }
    });
    page.on("response", (response) => {
      if (response.status() >= 400) {
        complaints.push(`${response.status()}: ${response.url()}`);
      }
    });
  }

  async close() {
    await this.page.context().close();
    assert.deepEqual(this.complaints, []);
  }
}

// Opens a page, does something on it, and closes it: quietly, or the test fails.
export async function visit(browser, url, options, act) {
  const watched = await Watched.open(browser, url, options);
  try {
    await act(watched.page);
  } catch (error) {
    const told = [...watched.complaints, `at ${watched.page.url()}`].join("\n");
    await watched.page.context().close();
    throw new Error(`${error.message}\n${told}`, { cause: error });
  }
  await watched.close();
}
