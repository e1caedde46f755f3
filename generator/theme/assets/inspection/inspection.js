// What every page gains from scripts; none of it is needed to read.
(() => {
  "use strict";

  // The contents beside a page show how far down a reader is.
  const links = new Map(
    [...document.querySelectorAll(".toc a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]),
  );
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  if (headings.length) {
    const mark = () => {
      const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 4);
      const here = passed.at(-1)?.id;
      for (const [id, link] of links) link.classList.toggle("md-nav__link--active", id === here);
    };
    let waiting = false;
    addEventListener("scroll", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        mark();
      });
    }, { passive: true });
    mark();
  }

  // A link to a term that the page explains opens the explanation.
  for (const link of document.querySelectorAll("a[data-term]")) link.setAttribute("aria-haspopup", "dialog");
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-term]");
    const note = link && document.getElementById(link.dataset.term);
    if (!note?.togglePopover || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    note.togglePopover({ source: link });
  });

  // Links and citations are copied with a click, which is said aloud.
  const words = document.querySelector(".cite template")?.dataset;
  if (!words || !navigator.clipboard) return;
  const said = document.createElement("p");
  said.className = "said";
  said.setAttribute("role", "status");
  document.body.append(said);
  let hush;
  const copy = (text, message) => navigator.clipboard.writeText(text).then(() => {
    said.textContent = message;
    clearTimeout(hush);
    hush = setTimeout(() => (said.textContent = ""), 3000);
  }, () => {});
  const address = (hash) => document.querySelector("[data-follows]").dataset.follows + hash;

  const box = document.querySelector(".cite");
  const plain = box.querySelector("[data-follows]");
  plain.dataset.follows = plain.textContent.trim();
  const follow = () => (plain.textContent = address(location.hash));
  addEventListener("hashchange", follow);
  follow();
  for (const form of box.querySelectorAll(".cite__form")) {
    const button = document.createElement("button");
    const name = form.parentNode.querySelector("dt").textContent;
    button.type = "button";
    button.className = "cite__copy";
    button.textContent = words.short;
    button.setAttribute("aria-label", words.copy.replace("{what}", name));
    button.addEventListener("click", () => copy(form.textContent.trim(), words.copied));
    form.parentNode.querySelector("dt").append(" ", button);
  }

  document.addEventListener("click", ({ target }) => {
    const link = target.closest?.(".anchor, .para");
    if (link) copy(address(link.hash), words.link);
  });

  // Links to single paragraphs are shown when they are asked for: there are many.
  const paragraphs = document.querySelectorAll('#_content p[id*="_p"]');
  if (paragraphs.length) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--quiet";
    button.textContent = words.paragraphs;
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      const shown = document.querySelectorAll(".para");
      button.setAttribute("aria-pressed", String(!shown.length));
      shown.forEach((link) => link.remove());
      if (!shown.length)
        for (const [number, paragraph] of [...paragraphs].entries()) {
          const link = document.createElement("a");
          link.className = "para";
          link.href = `#${paragraph.id}`;
          link.textContent = "¶";
          link.setAttribute("aria-label", words.paragraph.replace("{number}", number + 1));
          paragraph.append(" ", link);
        }
    });
    box.append(button);
  }
})();
