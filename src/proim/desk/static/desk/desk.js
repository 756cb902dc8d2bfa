/*
 * The own desk: keeps what is typed into long forms, and listens to single keys.
 * Everything works without it.
 *
 * <div data-keep="/address">      in a form: its text is sent there after each pause
 * <script data-keys="{…}">        key -> address; without it no single key does anything
 */

const PAUSE = 2500; // ms without typing
const LONGEST = 20000; // ms of typing without a pause

function watch(mark) {
  const form = mark.closest("form");
  const box = (name) => form.elements[`desk-${name}`];
  const told = mark.querySelector("[role=status]");
  const out = mark.querySelector("[data-signed-out]");
  let timer = 0;
  let since = 0;
  let sending = null;
  let isSent = false;

  const say = (text, isOut = false) => {
    if (told.textContent !== text) told.textContent = text;
    out.hidden = !isOut;
  };

  function later() {
    since = since || Date.now();
    clearTimeout(timer);
    timer = setTimeout(keep, Date.now() - since > LONGEST ? 0 : PAUSE);
  }

  function typed() {
    const found = new URLSearchParams([...new FormData(form)].filter((pair) => typeof pair[1] === "string"));
    found.set("desk-title", document.title.replace(/ · PROIM$/, ""));
    return found;
  }

  async function keep(options = {}) {
    clearTimeout(timer);
    timer = since = 0;
    if (isSent) return;
    if (sending) return later();
    sending = new AbortController();
    try {
      const answer = await fetch(mark.dataset.keep, {
        method: "POST", body: typed(), redirect: "manual", signal: sending.signal, ...options,
      });
      if (answer.status === 403 || answer.type === "opaqueredirect") await renew();
      else take(answer.ok || answer.status === 400 ? await answer.json() : null);
    } catch (error) {
      if (error.name !== "AbortError") failed();
    } finally {
      sending = null;
    }
  }

  function take(found) {
    if (!found) return failed();
    if (found.draft) {
      box("draft").value = found.draft;
      box("saves").value = found.saves;
      if (!timer) form.dispatchEvent(new CustomEvent("desk:kept", { bubbles: true }));
    }
    say(found.told);
  }

  function failed() {
    say(mark.dataset.failed);
    timer = timer || setTimeout(keep, LONGEST);
  }

  /* The seal of the page is that of an earlier sign-in: signed in anew, the page takes the new one. */
  async function renew() {
    const answer = await fetch(box("path").value, { redirect: "manual" });
    const page = answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    const seal = page?.querySelector("form [name=csrfmiddlewaretoken]")?.value;
    if (!seal || !page.querySelector("[data-keep]")) {
      say("", true);
      timer = timer || setTimeout(keep, LONGEST);
      return;
    }
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((one) => (one.value = seal));
    timer = timer || setTimeout(keep, 0);
  }

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => {
    isSent = true;
    clearTimeout(timer);
    sending?.abort();
  });
  window.addEventListener("pageshow", () => (isSent = false));
  document.addEventListener("visibilitychange", () => {
    if (timer && document.visibilityState === "hidden") keep({ keepalive: true });
    else if (!out.hidden) keep(); // back from signing in
  });
}

document.querySelectorAll("[data-keep]").forEach(watch);

/* --- keys --------------------------------------------------------------------------------- */

const keys = JSON.parse(document.querySelector("script[data-keys]")?.dataset.keys ?? "null");
const ITEMS = "main tbody th a[href], main .cards h3 a[href]";
const BOXES = "input, textarea, select, [contenteditable]";

function step(by) {
  const items = [...document.querySelectorAll(ITEMS)];
  const at = items.indexOf(document.activeElement);
  items[at < 0 ? (by > 0 ? 0 : items.length - 1) : at + by]?.focus();
}

const ACTIONS = {
  "/": () => document.querySelector("main input[type=search]")?.focus(),
  j: () => step(1),
  k: () => step(-1),
};

function pressed(event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const save = event.target.form?.querySelector("button[name=save]");
    if (save) save.form.requestSubmit(save);
  }
  if (!keys || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.isComposing || event.target.closest?.(BOXES)) return;
  const act = ACTIONS[event.key] ?? (keys[event.key] && (() => location.assign(keys[event.key])));
  if (!act) return;
  event.preventDefault();
  act();
}
document.addEventListener("keydown", pressed);
