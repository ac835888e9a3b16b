// Keeps an open page up to date: when the server says that something moved, the page is asked for
// again and what differs in its main part is replaced - never under somebody's hands. Without this
// script every page works, and has a link to load it again.
(() => {
  "use strict";
  const main = document.querySelector("main[data-live]");
  if (!main || !window.EventSource) {
    return;
  }
  let stale = false;
  let asking = false;

  // A field that was touched, or in which somebody is: its part of the page stays as it is.
  const isInUse = (part) =>
    [...part.querySelectorAll("input, textarea, select")].some((field) => {
      if (field === document.activeElement && field.type !== "submit") {
        return true;
      }
      if (field.type === "checkbox" || field.type === "radio") {
        return field.checked !== field.defaultChecked;
      }
      if (field.tagName === "SELECT") {
        const usual = [...field.options].findIndex((option) => option.defaultSelected);
        return field.selectedIndex !== Math.max(usual, 0);
      }
      return field.value !== field.defaultValue;
    });

  // How a thing is found again in the part that takes the place of its own.
  const mark = (thing) => {
    if (thing.id) {
      return `#${CSS.escape(thing.id)}`;
    }
    const href = thing.getAttribute("href");
    return href === null ? null : `a[href="${CSS.escape(href)}"]`;
  };

  const replace = (old, fresh) => {
    const focused = old.contains(document.activeElement) ? mark(document.activeElement) : null;
    const open = [...old.querySelectorAll("details")].map((one) => one.open);
    const left = [...old.querySelectorAll(".wide")].map((one) => one.scrollLeft);
    old.replaceWith(fresh);
    fresh.querySelectorAll("details").forEach((one, at) => {
      one.open = open[at] ?? one.open;
    });
    fresh.querySelectorAll(".wide").forEach((one, at) => {
      one.scrollLeft = left[at] ?? 0;
    });
    if (focused) {
      fresh.querySelector(focused)?.focus({ preventScroll: true });
    }
  };

  const take = (page) => {
    const fresh = page.querySelector("main[data-live]");
    if (!fresh || fresh.children.length !== main.children.length) {
      // The page has another shape now: whole or not at all.
      if (!fresh || isInUse(main)) {
        return false;
      }
      const at = main.scrollTop;
      main.replaceChildren(...fresh.children);
      main.scrollTop = at;
      return true;
    }
    let all = true;
    [...main.children].forEach((old, at) => {
      const other = fresh.children[0];
      fresh.removeChild(other);
      if (old.isEqualNode(other)) {
        return;
      }
      if (isInUse(old)) {
        all = false;
      } else {
        replace(old, other);
      }
    });
    return all;
  };

  const refresh = async () => {
    if (document.hidden || asking) {
      stale = true;
      return;
    }
    asking = true;
    stale = false;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      if (answer.ok && !answer.redirected) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const news = main.querySelector(".live-news");
        if (!take(page) && news) {
          news.hidden = false;
        }
        const count = page.querySelector(".nav .count");
        const shown = document.querySelector(".nav .count");
        if (count && shown) {
          shown.textContent = count.textContent;
        }
      }
    } catch {
      stale = true; // The line is down; the next hint or the next look tries again.
    }
    asking = false;
    if (stale && !document.hidden) {
      setTimeout(refresh, 2000);
    }
  };

  let source = null;
  const listen = () => {
    source = new EventSource("/live");
    source.onmessage = refresh;
  };
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && stale && !asking) {
      refresh();
    }
  });
  window.addEventListener("pagehide", () => source?.close());
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      listen();
      refresh();
    }
  });
  listen();
})();
