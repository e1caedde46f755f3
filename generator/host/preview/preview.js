// The preview's own script, never part of a site: links into the editor, and a reload after each save.
(() => {
  const preview = JSON.parse(document.getElementById("preview-data").textContent);

  const heading = "h1, h2, h3, h4, h5, h6, caption, th, dt, summary";
  for (const { anchor, href, place } of preview.records) {
    const record = anchor ? document.getElementById(anchor) : document.querySelector("h1");
    if (!record) continue;
    const link = document.createElement("a");
    link.className = "preview-edit";
    link.href = href;
    link.title = place;
    link.textContent = "Edit";
    link.setAttribute("aria-label", `Edit ${place}`);
    (record.matches(heading) ? record : record.querySelector(heading) || record).append(link);
  }

  const problems = document.querySelector(".problems");
  const bar = document.createElement("p");
  bar.className = "preview-bar";
  bar.setAttribute("role", "status");
  bar.append(preview.status);
  if (problems) {
    problems.id = "preview-problems";
    const link = document.createElement("a");
    link.href = "#preview-problems";
    link.textContent = preview.problems;
    bar.append(" ", link);
    bar.classList.add("preview-bar--problems");
  }
  document.body.append(bar);
  if (!problems)
    fetch("/.preview/advice.json")
      .then((answer) => answer.json())
      .then((count) => {
        if (!count) return;
        const link = document.createElement("a");
        link.href = "/.preview/advice";
        link.textContent = count === 1 ? "1 piece of advice" : `${count} pieces of advice`;
        bar.append(" ", link);
      })
      .catch(() => {}); // the preview was ended

  // One connection a page that is looked at: a browser has few for each host.
  let events;
  const listen = () => {
    events?.close();
    events = undefined;
    if (document.visibilityState === "visible") {
      events = new EventSource(`/.preview/changes?seen=${preview.version}`);
      events.onmessage = () => location.reload();
    }
  };
  document.addEventListener("visibilitychange", listen);
  window.addEventListener("pageshow", listen);
  listen();
})();
