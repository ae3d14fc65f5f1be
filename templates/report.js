// What a screen gains by a script: a filter, copying a finding, and a link to each. Everything can be read without.
(() => {
  "use strict";
  const words = document.getElementById("words").dataset;
  const KEYS = ["category", "severity", "team", "state"];
  const checks = [...document.querySelectorAll("article.check[data-state]")];
  const make = (tag, set, ...inside) => {
    const node = Object.assign(document.createElement(tag), set);
    node.append(...inside);
    return node;
  };

  // What a value is called is read off the page, which has it in the language of the report.
  const titleOf = (check, key) => {
    const of = {
      category: () => check.closest(".category").querySelector("h2"),
      severity: () => check.querySelector(".labels .severity"),
      state: () => check.querySelector("h3 .state"),
    }[key];
    const shown = of && of();
    const said = shown ? shown.lastChild.textContent.trim() : ""; // behind the icon, whose title is words too
    return said || words[check.dataset[key]] || check.dataset[key];
  };

  function filterBar() {
    const picks = KEYS.map((key) => {
      const known = new Map(checks.filter((one) => one.dataset[key]).map((one) => [one.dataset[key], titleOf(one, key)]));
      const options = [...known].map(([value, title]) => make("option", { value }, title));
      const select = make("select", { name: key }, make("option", { value: "" }, words.all), ...options);
      return { key, select, label: make("label", {}, words[key], select) };
    });
    const count = make("output", {});
    const clear = make("button", { type: "button" }, words.clear);
    const bar = make("div", { className: "filter" }, ...picks.map((one) => one.label), clear, count);
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", words.filter);
    const apply = () => {
      const wanted = picks.filter((one) => one.select.value);
      for (const check of checks) check.hidden = !wanted.every((one) => check.dataset[one.key] === one.select.value);
      for (const fold of document.querySelectorAll("details.less")) {
        const left = fold.querySelector("article.check:not([hidden])");
        fold.hidden = !left;
        if (wanted.length && left) fold.open = true;
      }
      for (const part of document.querySelectorAll("section.category")) {
        part.hidden = wanted.length > 0 && !part.querySelector("article.check:not([hidden])");
        for (const rest of part.querySelectorAll(".rest")) rest.hidden = wanted.length > 0;
      }
      const shown = checks.filter((check) => !check.hidden).length;
      count.textContent = words.shown.replace("{shown}", shown).replace("{all}", checks.length);
    };
    bar.addEventListener("change", apply);
    clear.addEventListener("click", () => {
      for (const one of picks) one.select.value = "";
      apply();
    });
    document.querySelector("section.category").before(bar);
    apply();
  }

  const plain = (node) => (node ? node.textContent.replace(/\s+/g, " ").trim() : "");
  const escaped = (text) => text.replace(/[\\`*_{}[\]<>#|~]/g, "\\$&");

  function markdown(finding) {
    const check = finding.closest("article.check");
    const lines = [`**${escaped(plain(check.querySelector("h3")))}**`, "", escaped(plain(finding.querySelector(".subject")))];
    for (const said of finding.querySelectorAll(".message, .hint")) lines.push("", escaped(plain(said)));
    for (const proof of finding.querySelectorAll(".evidence")) {
      const excerpt = plain(proof.querySelector(".excerpt"));
      lines.push("", ...(excerpt ? [`> ${escaped(excerpt)}`, ""] : []), `${words.seen} ${escaped(plain(proof.querySelector(".source")))}`);
    }
    return `${lines.join("\n")}\n`;
  }

  async function copy(text) {
    try {
      return await navigator.clipboard.writeText(text);
    } catch {
      // an older browser, or one that does not trust files: the way of old
    }
    const area = make("textarea", { value: text });
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error("refused");
    return undefined;
  }

  // Findings get their tools when their fold is opened: ten thousand of them at once would keep the page waiting.
  function equip(fold) {
    for (const finding of fold.querySelectorAll(".finding:not(:has(> .tools))")) {
      const button = make("button", { type: "button", className: "tool" }, words.copy);
      const link = make("a", { className: "tool", href: `#${finding.id}` }, words.link);
      finding.append(make("p", { className: "tools" }, button, link));
    }
  }

  document.addEventListener("toggle", (event) => event.target.open && equip(event.target), true);
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button.tool");
    if (!button) return;
    const said = await copy(markdown(button.closest(".finding"))).then(() => words.copied, () => words.failed);
    button.textContent = said;
    setTimeout(() => { button.textContent = words.copy; }, 2000);
  });

  function reveal() {
    const wanted = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!wanted) return;
    for (let box = wanted.parentElement; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
    wanted.scrollIntoView();
  }

  if (checks.length) filterBar();
  for (const list of document.querySelectorAll("article.check > .findings")) equip(list.parentElement);
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();
})();
