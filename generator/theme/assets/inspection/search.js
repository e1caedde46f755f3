// The search page's own script: reads a few small files of the index (see generator/publish/search)
// and shows which records have the words, narrowed down as the address of the page says.
(() => {
  "use strict";

  const home = document.querySelector(".search");
  const words = document.getElementById("search-words-for-script").dataset;
  const find = (selector, within = home) => within.querySelector(selector);
  const form = find(".search__form");
  const input = find(".search__input");
  const status = find(".search__status");
  const sort = find(".search__sort select");
  const language = document.documentElement.lang;
  const plural = new Intl.PluralRules(language);
  const small = matchMedia("(max-width: 60rem)");
  const PAGE = 10;
  let pause;
  const SHOWN = 12; // values of a facet, before the others are asked for
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  // The index

  const kept = new Map();
  const fetched = (name) => {
    if (!kept.has(name)) {
      const how = name.startsWith("start.") ? { cache: "no-cache" } : {};
      const asked = fetch(home.dataset.index + name, how).then((answer) => {
        if (!answer.ok) throw Object.assign(new Error(name), { missing: answer.status === 404, name });
        return name.endsWith(".json") ? answer.json()
          : new Response(answer.body.pipeThrough(new DecompressionStream("deflate"))).arrayBuffer()
            .then((held) => new Uint8Array(held));
      });
      asked.catch(() => kept.delete(name));
      kept.set(name, asked);
    }
    return kept.get(name);
  };

  const numbers = (bytes, at = 0) => ({
    at,
    next() {
      let value = 0;
      let scale = 1;
      let byte;
      do {
        byte = bytes[this.at++];
        value += (byte & 0x7f) * scale;
        scale *= 0x80;
      } while (byte > 0x7f);
      return value;
    },
  });

  let ready;
  const start = () => (ready ??= load().catch((error) => ((ready = undefined), Promise.reject(error))));

  async function load() {
    const index = await fetched(`start.${language}.json`);
    index.documents = 0;
    for (const lot of index.lots) {
      const [count, folder] = lot;
      Object.assign(lot, { count, folder, first: index.documents });
      index.documents += count;
    }
    const bytes = await fetched(index.columns);
    index.lengths = bytes.subarray(0, index.documents);
    const from = numbers(bytes, index.documents);
    for (const facet of index.facets) {
      facet.of = [];
      while (facet.of.length < index.documents) {
        const stretch = from.next();
        const values = Array.from({ length: from.next() }, () => from.next());
        for (let n = 0; n < stretch; n++) facet.of.push(values);
      }
    }
    return index;
  }

  // Words, as `words_of` in splitting.py has them

  const split = (text) =>
    (text.normalize("NFKD").toLowerCase().replace(/\p{Mn}+/gu, "").replace(/['’ʼ]/g, "").match(/[\p{L}\p{N}]+/gu) || [])
      .map((word) => [...word].slice(0, 40).join(""));

  // What several forms of an English word have in common; those of other languages mostly stay.
  const stem = (word) => {
    let short = word.replace(/ies$/, "y").replace(/(ss|x|ch|sh)es$/, "$1").replace(/([^su])s$/, "$1");
    const cut = short.replace(/(ing|ed)$/, "");
    if (cut !== short && cut.length > 3) short = cut.replace(/([bdgmnprt])\1$/, "$1");
    return short.length > 4 ? short.replace(/[ey]$/, "") : short;
  };

  const order = (one, other) => {
    const [a, b] = [encoder.encode(one), encoder.encode(other)];
    for (let n = 0; n < Math.min(a.length, b.length); n++) if (a[n] !== b[n]) return a[n] - b[n];
    return a.length - b.length;
  };
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();

  // The files that hold the words that begin so, or of a short word the one that it stands in.
  async function files(index, beginning, most) {
    let first = 0;
    while (first + 1 < index.words.length && order(index.words[first + 1][0], beginning) <= 0) first++;
    let last = first;
    while (last - first + 1 < most && last + 1 < index.words.length && index.words[last + 1][0].startsWith(beginning)) last++;
    const names = [];
    for (let n = first; n <= last && index.words.length; n++) names.push(index.words[n][1]);
    return Promise.all(names.map(async (name) => {
      const read = `read ${name}`;
      if (!kept.has(read)) kept.set(read, shard(await fetched(name)));
      return kept.get(read);
    }));
  }

  function shard(bytes) {
    const from = numbers(bytes);
    const head = from.next();
    const end = from.at + head;
    let body = end;
    let before = new Uint8Array();
    const found = [];
    while (from.at < end) {
      const shared = from.next();
      const length = from.next();
      const word = new Uint8Array(shared + length);
      word.set(before.subarray(0, shared));
      word.set(bytes.subarray(from.at, (from.at += length)), shared);
      const held = from.next();
      found.push({ word: decoder.decode(word), bytes: bytes.subarray(body, (body += held)) });
      before = word;
    }
    return found;
  }

  const WEIGHTS = [1, 1.5, 2, 5];
  const KINDS = { page: 0.4, progress: 0.8 }; // what is looked for less often than its words suggest
  const FREQUENT = 8; // as in postings.py
  const average = (index) => (index.average ??= index.lengths.reduce((a, b) => a + b, 0) / index.documents);

  // What is written of a word in one lot of documents, as `written` in postings.py has it
  function inLot({ count, first }, bytes, counts) {
    const from = numbers(bytes);
    const frequent = from.next() * FREQUENT > count;
    if (frequent) {
      for (let n = 0; n < count; n++) if ((bytes[from.at + (n >> 3)] >> (n & 7)) & 1) counts(first + n, WEIGHTS[0]);
      from.at += Math.ceil(count / 8);
    }
    let document = first;
    while (from.at < bytes.length) {
      const number = from.next();
      document += number >>> 2;
      counts(document, WEIGHTS[number & 3]);
    }
  }

  // For each document that has the word in some form, how much it counts there.
  async function having(index, typed) {
    const root = stem(typed);
    const found = new Map();
    const known = [];
    const short = typed.length < 3;
    let shared = 0;
    while (shared < root.length && root[shared] === typed[shared]) shared++;
    const beginning = short ? typed : typed.slice(0, Math.max(3, root.endsWith("y") ? Math.min(shared, root.length - 1) : shared));
    for (const entry of (await files(index, beginning, short ? 1 : 3)).flat()) {
      known.push(entry.word);
      const form = entry.word === typed ? 1 : stem(entry.word) === root ? 0.8
        : typed.length > 2 && entry.word.startsWith(typed) ? 0.4 : 0;
      if (!form) continue;
      const counts = (document, weight) => {
        if (form * weight > (found.get(document) || 0)) found.set(document, form * weight);
      };
      const from = numbers(entry.bytes);
      let lot = 0;
      while (from.at < entry.bytes.length) {
        const own = index.lots[(lot += from.next())];
        const length = from.next();
        inLot(own, entry.bytes.subarray(from.at, (from.at += length)), counts);
      }
    }
    const rare = Math.log(1 + (index.documents - found.size + 0.5) / (found.size + 0.5));
    for (const [document, weight] of found) {
      const long = 0.6 + (0.4 * index.lengths[document]) / average(index);
      found.set(document, (rare * weight) / long);
    }
    return { typed, found, near: found.size ? "" : nearest(typed, known) };
  }

  const nearest = (typed, known) => {
    const close = known.map((word) => [distance(typed, word), word]).filter(([far]) => far <= Math.min(2, typed.length / 3));
    return close.length ? close.sort((a, b) => a[0] - b[0] || order(a[1], b[1]))[0][1] : "";
  };

  const distance = (one, other) => {
    if (Math.abs(one.length - other.length) > 2) return 3;
    let row = Array.from({ length: other.length + 1 }, (_, n) => n);
    for (let i = 1; i <= one.length; i++) {
      const next = [i];
      for (let j = 1; j <= other.length; j++)
        next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (one[i - 1] !== other[j - 1])));
      row = next;
    }
    return row[other.length];
  };

  async function matching(index, query) {
    const typed = [...new Set(split(query))].slice(0, 20);
    if (!typed.length) return { all: Array.from({ length: index.documents }, (_, n) => [n, 0]), typed };
    const each = await Promise.all(typed.map((word) => having(index, word)));
    const [fewest, ...others] = [...each].sort((a, b) => a.found.size - b.found.size);
    const sum = (document) => each.reduce((total, { found }) => total + (found.get(document) || 0), 0);
    let all = [...fewest.found.keys()].filter((d) => others.every(({ found }) => found.has(d)));
    const some = !all.length;
    if (some) { // those that have the most of them
      const had = new Map();
      for (const { found } of each) for (const document of found.keys()) had.set(document, (had.get(document) || 0) + 1);
      const most = Math.max(0, ...had.values());
      all = [...had].filter(([, times]) => times === most).map(([document]) => document);
    }
    const near = each.length < 6 && each.some((one) => one.near) ? each.map((one) => one.near || one.typed).join(" ") : "";
    const kinds = index.facets.find(({ id }) => id === "kind");
    const weight = (document) => KINDS[kinds.values[kinds.of[document][0]]?.[0]] || 1;
    return { all: all.map((d) => [d, sum(d) * weight(d)]), typed, some: some && all.length > 0, near };
  }

  // The address says what is shown

  const asked = () => new URLSearchParams(location.search);
  const chosen = (facet, from = asked()) => new Set(from.getAll(facet).flatMap((value) => value.split(",")).filter(Boolean));

  const show = (change, { replace = false } = {}) => {
    const next = asked();
    change(next);
    next.delete("page");
    if (!next.get("q")) next.delete("q");
    clearTimeout(pause);
    go(next, replace);
  };
  const go = (next, replace) => {
    const address = `${location.pathname}${next.size ? `?${next}` : ""}`;
    if (address !== location.pathname + location.search) history[replace ? "replaceState" : "pushState"](null, "", address);
    return search({ typing: replace });
  };

  let latest = 0;
  async function search({ typing = false, again = false } = {}) {
    const turn = ++latest;
    const from = asked();
    const query = from.get("q") || "";
    if (!typing) input.value = query;
    sort.value = from.get("sort") || "";
    try {
      if (!status.textContent) say(words.looking);
      const index = await start();
      const match = await matching(index, query);
      if (turn !== latest) return;
      const narrowed = narrow(index, match.all, from);
      ordered(index, narrowed, from.get("sort") || (query ? "" : "newest"));
      const pages = Math.max(1, Math.ceil(narrowed.length / PAGE));
      const page = Math.min(pages, Math.max(1, Math.floor(Number(from.get("page"))) || 1));
      const cut = narrowed.slice((page - 1) * PAGE, page * PAGE).map(([document]) => document);
      const shown = await Promise.all(cut.map((document) => text(index, document)));
      if (turn !== latest) return;
      find(".search__body").hidden = !narrowed.length && !anything(index, from);
      find(".search__bar").hidden = find(".results").hidden = !narrowed.length;
      find(".search__lists").hidden = narrowed.length > 0;
      results(shown, match.typed);
      pager(from, page, pages);
      remove(index, from);
      tell(narrowed.length, match, page, pages);
      document.title = [query, pages > 1 && page > 1 ? filled(words.page, { page, pages }) : "", title].filter(Boolean).join(" – ");
    } catch (error) {
      if (turn !== latest) return;
      const stale = error.missing && !error.name.startsWith("start.");
      if (stale) { // the site was published anew since this page was opened
        ready = undefined;
        kept.clear();
        if (!again) return search({ typing, again: true });
      }
      find(".search__lists").hidden = false;
      find(".search__body").hidden = true;
      say(error.missing && !stale ? words.missing : words.failed);
    }
  }

  const ordered = (index, found, way) => {
    const years = index.facets.find(({ id }) => id === "year");
    const year = (document) => Number(years.values[years.of[document][0]]?.[0]) || 0;
    const undated = (a, b) => !year(a[0]) - !year(b[0]);
    if (way === "newest") found.sort((a, b) => undated(a, b) || year(b[0]) - year(a[0]) || a[0] - b[0]);
    else if (way === "oldest") found.sort((a, b) => undated(a, b) || year(a[0]) - year(b[0]) || a[0] - b[0]);
    else found.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  };

  const text = async (index, document) => {
    let low = 0;
    let high = index.lots.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (index.lots[middle].first <= document) low = middle;
      else high = middle;
    }
    const { folder, first } = index.lots[low];
    const block = await fetched(`${folder}/${Math.floor((document - first) / index.block)}.json`);
    return block[(document - first) % index.block];
  };

  const say = (said) => {
    status.hidden = false;
    status.textContent = said;
  };

  const title = document.title;
  const anything = (index, from) => index.facets.some(({ id }) => chosen(id, from).size);

  const tell = (count, match, page, pages) => {
    const number = new Intl.NumberFormat(language).format(count);
    const found = words[`found${category(plural.select(count))}`] || words.foundOther;
    say(count ? found.replace("%(num)s", number) : words.none);
    if (page > 1) status.append(", ", filled(words.page, { page, pages }));
    if (match.some && count) status.append(" ", words.some);
    if (match.near) {
      const link = document.createElement("a");
      const next = asked();
      next.set("q", match.near);
      next.delete("page");
      link.href = `?${next}`;
      link.textContent = match.near;
      const [before, after] = words.near.split("{word}");
      status.append(" ", before, link, after);
    }
  };
  const category = (name) => name[0].toUpperCase() + name.slice(1);

  // Facets: a value's number is what would be shown were it chosen among those of its facet

  function narrow(index, all, from) {
    const wanted = index.facets.map((facet) => {
      const ids = chosen(facet.id, from);
      const known = facet.values.flatMap(([id], n) => (ids.has(id) ? [n] : []));
      return new Set(ids.size && !known.length ? [-1] : known); // nothing has a value that is unknown
    });
    const counts = index.facets.map((facet) => new Array(facet.values.length).fill(0));
    const kept = [];
    for (const found of all) {
      let failed = -1;
      let fails = 0;
      for (let n = 0; n < wanted.length && fails < 2; n++)
        if (wanted[n].size && !index.facets[n].of[found[0]].some((value) => wanted[n].has(value))) {
          failed = n;
          fails++;
        }
      if (!fails) kept.push(found);
      if (fails < 2)
        for (let n = 0; n < counts.length; n++)
          if (!fails || n === failed) for (const value of index.facets[n].of[found[0]]) counts[n][value]++;
    }
    index.facets.forEach((facet, n) => facets(facet, counts[n], wanted[n]));
    return kept;
  }

  function facets(facet, counts, wanted) {
    const box = find(`[data-facet="${facet.id}"]`);
    const list = find("ul", box);
    if (!facet.boxes) {
      facet.boxes = facet.values.map(([id, name]) => {
        const item = document.createElement("li");
        const label = document.createElement("label");
        const check = document.createElement("input");
        const number = document.createElement("span");
        check.type = "checkbox";
        check.name = facet.id;
        check.value = id;
        number.className = "facet__count";
        label.append(check, " ", name, " ", number);
        item.append(label);
        return { item, check, number };
      });
      list.append(...facet.boxes.map(({ item }) => item));
      find(".facet__more", box).addEventListener("click", () => {
        box.dataset.all = "";
        search();
        facet.boxes.find(({ item }, n) => n >= SHOWN && !item.hidden)?.check.focus();
      });
      box.open = wanted.size > 0 || ["kind", "judgement", "status"].includes(facet.id);
    }
    const offered = counts.map((count, n) => [count, n]).filter(([count, n]) => count || wanted.has(n));
    const first = new Set([...offered].sort((a, b) => b[0] - a[0] || a[1] - b[1]).slice(0, SHOWN).map(([, n]) => n));
    const more = find(".facet__more", box);
    more.hidden = "all" in box.dataset || offered.length <= SHOWN;
    facet.boxes.forEach(({ item, check, number }, n) => {
      check.checked = wanted.has(n);
      number.textContent = new Intl.NumberFormat(language).format(counts[n]);
      item.hidden = !(counts[n] || wanted.has(n)) || (!more.hidden && !first.has(n) && !wanted.has(n));
    });
    box.hidden = offered.length < 2 && !wanted.size;
  }

  // What was chosen, each with a way to take it back

  function remove(index, from) {
    const list = find(".search__chosen");
    const taken = [];
    for (const facet of index.facets)
      for (const id of chosen(facet.id, from)) {
        const known = facet.values.find(([value]) => value === id);
        taken.push([facet.id, id, known ? known[1] : id]);
      }
    const had = document.activeElement?.closest(".search__chosen");
    list.replaceChildren(...taken.map(([facet, id, name]) => button(name, filled(words.remove, { value: name }), (next) => {
      const left = [...chosen(facet, next)].filter((value) => value !== id);
      next.delete(facet);
      left.forEach((value) => next.append(facet, value));
    })));
    if (taken.length > 1)
      list.append(button(words.clear, "", (next) => index.facets.forEach(({ id }) => next.delete(id))));
    list.parentNode.hidden = !taken.length;
    if (had) (find("button", list) || input).focus();
  }

  function button(text, label, change) {
    const item = document.createElement("li");
    const made = document.createElement("button");
    made.type = "button";
    made.className = "chip";
    made.textContent = text;
    if (label) made.setAttribute("aria-label", label);
    made.addEventListener("click", () => show(change));
    item.append(made);
    return item;
  }

  // Results

  const template = document.getElementById("search-result");

  function results(shown, typed) {
    const roots = new Set(typed.map(stem));
    const meant = (word) => {
      const [plain = ""] = split(word);
      return roots.has(stem(plain)) || typed.some((one) => one.length > 2 && plain.startsWith(one));
    };
    find(".results").replaceChildren(...shown.map(([path, title, kind, within, lang, body, marks]) => {
      const item = template.content.cloneNode(true).firstElementChild;
      const link = find("a", item);
      link.href = home.dataset.root + path;
      link.replaceChildren(...marked(title, meant));
      find(".result__kind", item).textContent = [kind, within].filter(Boolean).join(" · ");
      find(".result__extract", item).append(...marked(extract(body, meant), meant));
      const beside = find(".result__marks", item);
      beside.append(...marks.flatMap((one) => [mark(one), " "]));
      beside.hidden = !marks.length;
      if (lang !== language) item.lang = lang;
      return item;
    }));
  }

  function mark([label, tone, variant, reading, claimed, of]) {
    const made = document.createElement("span");
    made.className = `mark mark--${tone} mark--v${variant}${reading ? " mark--reading" : ""}${claimed ? " mark--claimed" : ""}`;
    made.append(of ? `${of}: ${label}` : label);
    const whose = claimed || (reading ? words.reading : "");
    if (whose) {
      const aside = document.createElement("span");
      aside.className = "mark__whose";
      aside.textContent = whose;
      made.append(" ", aside);
    }
    return made;
  }

  const LONG = 240;

  // The stretch of a text that has most of the words.
  function extract(body, meant) {
    if (body.length <= LONG) return body;
    const places = [...body.matchAll(/[\p{L}\p{N}'’]+/gu)].filter(([word]) => meant(word)).map(({ index }) => index);
    const near = (from) => places.filter((place) => place >= from && place < from + LONG - 40).length;
    const best = places.reduce((kept, place) => (near(place) > near(kept) ? place : kept), places[0] || 0);
    let from = Math.max(0, best - 60);
    const blank = body.indexOf(" ", from) + 1;
    if (from && blank && blank <= best) from = blank;
    if (/[\udc00-\udfff]/.test(body[from])) from++; // the second half of one character
    const cut = body.slice(from, from + LONG);
    const last = cut.lastIndexOf(" ");
    const end = from + LONG < body.length ? cut.slice(0, last > best - from ? last : LONG).replace(/[\ud800-\udbff]$/, "") : cut;
    return `${from ? "… " : ""}${end}${from + LONG < body.length ? " …" : ""}`;
  }

  const marked = (body, meant) =>
    body.split(/([\p{L}\p{N}'’]+)/u).map((piece, n) => {
      if (!(n % 2) || !meant(piece)) return piece;
      const made = document.createElement("mark");
      made.textContent = piece;
      return made;
    });

  function pager(from, page, pages) {
    const nav = find(".search__pager");
    nav.hidden = pages < 2;
    find(".search__page", nav).textContent = filled(words.page, { page, pages });
    for (const [rel, to] of [["prev", page - 1], ["next", page + 1]]) {
      const link = find(`[rel=${rel}]`, nav);
      link.hidden = to < 1 || to > pages;
      const next = new URLSearchParams(from);
      next.set("page", to);
      link.href = `?${next}`;
    }
  }

  // What readers do

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show((next) => next.set("q", input.value.trim()));
  });
  input.addEventListener("input", () => {
    clearTimeout(pause);
    const whole = input.value.trim();
    if (/(^|\s)\S{1,2}$/.test(whole)) return; // the word has only begun
    pause = setTimeout(() => show((next) => next.set("q", whole), { replace: true }), 200);
  });
  find(".facets").addEventListener("change", ({ target }) => {
    show((next) => {
      const values = chosen(target.name, next);
      target.checked ? values.add(target.value) : values.delete(target.value);
      next.delete(target.name);
      values.forEach((value) => next.append(target.name, value));
    });
  });
  find(".facets").addEventListener("submit", (event) => {
    event.preventDefault();
    if (small.matches) find(".search__facets").open = false;
    find(".results a")?.focus();
  });
  sort.addEventListener("change", () => show((next) => (sort.value ? next.set("sort", sort.value) : next.delete("sort"))));
  home.addEventListener("click", (event) => {
    const link = event.target.closest(".search__pager a, .search__status a");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(new URLSearchParams(link.search)).then(() => {
      const first = find(".results a");
      scrollTo(0, 0);
      first?.focus({ preventScroll: true });
    });
  });
  addEventListener("popstate", () => {
    clearTimeout(pause);
    search();
  });

  find(".search__without").hidden = true;
  if (small.matches) find(".search__facets").open = false;
  if (location.search) search();
  else input.focus({ preventScroll: true });
})();
