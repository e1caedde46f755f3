// Narrows a list down and sorts it in place, over the rows that are there; the address says how.
// A list of several pages hands what is chosen to the search page instead, as any form does.
(() => {
  "use strict";

  const box = document.querySelector(".filters");
  if (!box) return;
  const form = box.querySelector("form");
  box.hidden = false;
  if (matchMedia("(max-width: 44rem)").matches && !location.search) box.open = false;
  if (!form.dataset.shown) {
    form.addEventListener("formdata", ({ formData }) => {
      for (const [name, value] of [...formData]) if (!value) formData.delete(name);
    });
    return;
  }

  const status = form.querySelector(".filters__status");
  const none = document.querySelector(".filters__none");
  const selects = [...form.querySelectorAll("select")].filter(({ name }) => name !== "sort");
  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\p{Mn}'’ʼ]/gu, "");
  const rows = [...document.querySelectorAll(".lines > li")].map((item, place) => ({
    item,
    place,
    text: plain(item.textContent),
    title: item.querySelector(".lines__title").textContent.trim(),
    values: (name) => (item.dataset[name] || "").split(" "),
  }));
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });

  const ways = {
    title: (a, b) => order.compare(a.title, b.title),
  };
  for (const { name, options } of selects) {
    const places = new Map([...options].map(({ value }, n) => [value, n]));
    const place = (row) => places.get(row.values(name)[0]) ?? options.length;
    ways[name] = (a, b) => place(a) - place(b);
  }

  function show() {
    const words = plain(form.q.value).split(/\s+/).filter(Boolean);
    const wanted = selects.filter(({ value }) => value);
    let shown = 0;
    for (const row of rows) {
      const fits = words.every((word) => row.text.includes(word))
        && wanted.every(({ name, value }) => row.values(name).includes(value));
      row.item.hidden = !fits;
      shown += fits;
    }
    const way = ways[form.sort.value] || (() => 0);
    for (const row of [...rows].sort((a, b) => way(a, b) || a.place - b.place)) row.item.parentNode.append(row.item);
    for (const list of document.querySelectorAll(".lines")) {
      const section = list.closest("section");
      const left = [...list.children].filter(({ hidden }) => !hidden).length;
      const count = section.querySelector(".group__count");
      section.hidden = !left;
      if (!count) continue;
      count.dataset.all ??= count.textContent;
      count.textContent = left === list.children.length
        ? count.dataset.all
        : form.dataset.shown.replace("{shown}", left).replace("{all}", count.dataset.all);
    }
    none.hidden = shown > 0;
    status.textContent = form.dataset.shown.replace("{shown}", shown).replace("{all}", rows.length);
  }

  function keep() {
    const chosen = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    history.replaceState(null, "", `${location.pathname}${chosen.size ? `?${chosen}` : ""}${location.hash}`);
    show();
  }

  form.addEventListener("input", keep);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    document.querySelector(".lines > li:not([hidden]) a")?.focus();
  });
  form.addEventListener("reset", () => setTimeout(keep));
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = [form.q, form.sort, ...selects].find((one) => one.name === name);
    if (!field) continue;
    field.value = value;
    if (field.selectedIndex < 0) field.value = "";
  }
  show();
})();
