// Puts the page's own HTML (escaped where it was made) into the document, and sends clicks on its links to Python,
// so that the session goes on. With Ctrl, Shift or the middle button a link opens as links do.
// Brings an element into view: as soon as it is laid out, and until it stays there, unless the reader moves meanwhile.
// One with data-start comes into the upper third, with what follows it, against the chat that scrolls to its end.
function reveal(target) {
  const start = "start" in target.dataset;
  const patience = start ? 16 : 4;
  let left = 60, still = 0;
  const timer = setInterval(() => {
    const box = target.getBoundingClientRect(); // what can be seen already stays where it is
    const seen = box.height > 0 && box.top >= 0 && box.bottom <= window.innerHeight / (start ? 3 : 1);
    if (!seen) target.scrollIntoView({ block: start ? "start" : "center" });
    still = seen ? still + 1 : 0;
    if (still > patience || --left === 0) clearInterval(timer);
  }, 60);
  for (const moved of ["wheel", "pointerdown", "keydown"])
    window.addEventListener(moved, () => clearInterval(timer), { once: true, passive: true });
}

// Brings the current entry of a list into the list's own view, without moving the page.
function show(current) {
  setTimeout(() => {
    const list = ancestors(current).find((node) => getComputedStyle(node).overflowY === "auto");
    if (!list || list.dataset.testid === "stMain") return;
    const outside = current.getBoundingClientRect(), inside = list.getBoundingClientRect();
    if (outside.top < inside.top || outside.bottom > inside.bottom)
      list.scrollTop += outside.top - inside.top - list.clientHeight / 2;
  }, 300);
}

function ancestors(node) {
  return node.parentElement ? [node.parentElement, ...ancestors(node.parentElement)] : [];
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  document.documentElement.lang = data.lang;
  document.cookie = `policygraph-language=${data.lang.slice(0, 2)}; path=/; max-age=31536000; SameSite=Lax`;
  let holder = parentElement.querySelector(":scope > .pg-canvas");
  if (!holder) {
    holder = document.createElement("div");
    holder.className = "pg-canvas";
    parentElement.appendChild(holder);
  }
  if (holder.dataset.version !== data.version) {
    holder.innerHTML = data.html;
    holder.dataset.version = data.version;
    for (const toggle of holder.querySelectorAll("[data-toggle]"))
      toggle.setAttribute("aria-pressed", String(!holder.classList.contains(toggle.dataset.toggle)));
    const wide = window.matchMedia("(min-width: 1000px)").matches;
    for (const fold of holder.querySelectorAll("details[data-open-wide]")) fold.open = wide;
  }
  for (const current of holder.querySelectorAll("nav [aria-current]")) show(current);
  if (data.scroll && holder.dataset.scrolled !== data.arrival) {
    holder.dataset.scrolled = data.arrival;
    const target = document.getElementById(data.scroll);
    if (target) reveal(target);
  }
  const clicked = (event) => {
    const copied = event.target.closest("[data-copy]");
    if (copied) {
      navigator.clipboard.writeText(copied.dataset.copy);
      copied.classList.add("pg-done");
      setTimeout(() => copied.classList.remove("pg-done"), 1500);
      return;
    }
    const toggle = event.target.closest("[data-toggle]");
    if (toggle) {
      const on = toggle.getAttribute("aria-pressed") !== "true";
      toggle.setAttribute("aria-pressed", String(on));
      holder.classList.toggle(toggle.dataset.toggle, !on);
      return;
    }
    const anchor = event.target.closest("a[href]");
    if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const href = anchor.getAttribute("href");
    if (href.startsWith("#")) return;
    event.preventDefault();
    setTriggerValue("go", href);
  };
  holder.addEventListener("click", clicked);
  return () => holder.removeEventListener("click", clicked);
}
