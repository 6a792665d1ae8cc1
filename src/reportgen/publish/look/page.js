"use strict";
(() => {
  const facts = JSON.parse(document.getElementById("facts").textContent);
  const byId = (id) => document.getElementById(id);
  const panel = byId("panel"), overview = byId("overview"), detail = byId("detail"), find = byId("find"), found = byId("found");
  const figures = [...document.querySelectorAll("#paper .f")];
  const numbersOf = {};
  facts.printed.forEach(([key], i) => (numbersOf[key] ??= []).push(i + 1));
  const stops = {
    finding: facts.findings.flatMap((f, i) => (f.figures.length ? [{ figure: f.figures[0], finding: i }] : [{ finding: i }])),
    unguarded: figures.filter((f) => f.classList.contains("bare")).map((f) => ({ figure: +f.dataset.f })),
    figure: figures.map((f) => ({ figure: +f.dataset.f })),
  };
  const most = 12;  // figures of a relation listed at once
  const at = { finding: -1, unguarded: -1, figure: -1 };
  let here = 0, from = null;

  function make(tag, name, ...inner) {
    const node = document.createElement(tag);
    if (name) node.className = name;
    node.append(...inner.filter((part) => part !== "" && part != null));
    return node;
  }
  function link(node, key) {
    node.dataset.k = key;
    node.tabIndex = 0;
    node.setAttribute("role", "button");
    return node;
  }
  const heading = (text) => make("h2", "", text);
  const chip = (account) => account.grade || account.kind === "fails" || account.kind === "pending"
    ? make("span", "chip " + account.kind,
        account.kind === "fails" ? "核对不成立" : account.kind === "pending" ? "待补" : account.grade === "无" ? "需人工核对" : account.grade + "核对")
    : "";

  function said(account) {
    if (account.origin === "推算") return "由公式推算";
    if (account.origin === "合计") return "合计行，由表中各行算出";
    if (account.origin === "待补") return "还没有填";
    if (account.origin === "手写") return "写在文字里的，没有单元格";
    return account.origin === "填写" ? "由人填写" : account.origin;
  }
  function node(key, depth, seen) {
    const account = facts.accounts[key];
    const line = link(make("div", "node", make("b", "", account.text), " " + account.path), key);
    const box = make("div", "", line);
    if (account.formula && account.inputs) line.append(make("div", "figures", "＝ " + account.formula));
    const inner = (account.inputs || []).filter((k) => !seen.has(k));
    if (inner.length && depth < 6) box.append(tree(inner, depth + 1, new Set([...seen, key])));
    return box;
  }
  function tree(keys, depth, seen) {
    return make("div", "tree", ...keys.map((key) => node(key, depth, seen)));
  }
  function guard([number, grade], key) {
    const g = facts.relations[number], box = make("div", "");
    box.append(make("p", "", make("span", "chip " + (g.holds ? { "等式": "sum", "清单计数": "sum", "界限": "bound" }[grade] || "" : "fails"),
      g.holds ? grade || "不作数" : g.verdict), make("span", "formula", g.formula)));
    box.append(make("p", "figures", g.values + (g.residue ? "　尾差 " + g.residue : "")));
    const others = g.terms.filter((k) => k !== key);
    if (others.length) box.append(tree(others.slice(0, most), 6, new Set()));
    if (others.length > most) {
      box.append(make("details", "", make("summary", "hint", `另有 ${others.length - most} 个数`), tree(others.slice(most), 6, new Set())));
    }
    box.append(make("p", "place", g.place || ""));
    return make("li", "", box);
  }
  function notices(key) {
    const own = numbersOf[key] || [], list = make("ul", "notices");
    for (const [name, all] of [["finding", facts.findings], ["waiver", facts.waivers]]) {
      all.forEach((one, i) => {
        if (!(one.figures || []).some((n) => own.includes(n))) return;
        list.append(make("li", "", ...overview.querySelector(`[data-${name}="${i}"]`).cloneNode(true).childNodes));
      });
    }
    return list.childElementCount ? list : "";
  }
  function bars(account) {
    const box = make("div", "bar2");
    for (const [i, label, name] of [[0, "上年", ""], [1, "今年", "now"]]) {
      const bar = make("i", name);
      bar.style.width = account.bars[i] / 10 + "%";
      box.append(make("span", "", label), bar);
    }
    return box;
  }
  function describe(key, number) {
    const account = facts.accounts[key];
    const text = number ? facts.printed[number - 1][1] : account.text;
    const back = make("button", "", "‹ 总览");
    back.id = "back";
    back.type = "button";
    const parts = [back, make("p", "value-line" + (text.length > 24 ? " long" : ""), text), make("p", "", chip(account), account.path)];
    if (account.meaning) parts.push(make("p", "hint", account.meaning));
    if (text !== account.text && number) parts.push(make("p", "hint", "原值 " + account.text));
    parts.push(notices(key), heading("从哪里来"), make("p", "", said(account)));
    if (account.formula && account.inputs) {
      parts.push(make("p", "formula", account.name + " ＝ " + account.formula));
      if (account.values) parts.push(make("p", "figures", "＝ " + account.values));
      parts.push(tree(account.inputs, 0, new Set([key])));
    }
    if (account.absent) parts.push(make("p", "hint", "未填报：" + account.absent));
    if (account.place) parts.push(make("p", "place", account.place));
    if (account.line) parts.push(make("code", "", account.line));
    if (account.source) parts.push(make("p", "", "来源：" + account.source));
    if (account.note) parts.push(make("p", "", "说明：" + account.note));
    const guards = (account.guards || []);
    if (account.grade) {
      parts.push(heading("由什么核对"));
      if (account.kind === "bare") parts.push(make("p", "", account.inputs ? "它所依据的数没有别的数核对，请对照台账。" : "没有别的数核对它，请对照台账。"));
      if (guards.length) parts.push(make("ul", "", ...guards.map((g) => guard(g, key))));
      else if (account.kind !== "bare") parts.push(make("p", "", "随它所依据的数一起核对。"));
      if (account.tried) parts.push(make("p", "hint", `试着写错 ${account.tried} 种（改一位、颠倒、漏位、差一万倍、串行），能发现 ${account.caught || 0} 种`));
    } else if (guards.length) {
      parts.push(heading("由什么核对"), make("ul", "", ...guards.map((g) => guard(g, key))));
    }
    if (account.before) {
      parts.push(heading("与上年相比"), make("p", "", `上年 ${account.before}，${account.change}`), bars(account));
    }
    const places = numbersOf[key] || [];
    const list = places.map((n) => {
      const item = make("li", n === number ? "here" : "", facts.printed[n - 1][2] || facts.printed[n - 1][1]);
      item.dataset.f = n;
      item.tabIndex = 0;
      item.setAttribute("role", "button");
      return item;
    });
    parts.push(heading(places.length ? "印在" : "没有印出"), make("ul", "", ...list));
    detail.replaceChildren(...parts.filter((part) => part !== ""));
    detail.hidden = false;
    overview.hidden = true;
    panel.classList.add("open");
    panel.scrollTop = 0;
  }
  function mark(key, number) {
    for (const f of figures) {
      const own = facts.printed[+f.dataset.f - 1][0] === key;
      f.classList.toggle("here", +f.dataset.f === number);
      f.classList.toggle("same", own && +f.dataset.f !== number);
    }
  }
  function choose(number, moves) {
    const key = facts.printed[number - 1][0];
    if (!here) from = document.activeElement;
    here = number;
    at.figure = number - 1;
    mark(key, number);
    describe(key, number);
    const narrow = matchMedia("(max-width: 860px)").matches;
    if (moves || narrow) {
      byId("f" + number).scrollIntoView({ block: narrow ? "start" : "center", behavior: "smooth" });
    }
    history.replaceState(null, "", "#f" + number);
  }
  function explain(key) {
    const number = (numbersOf[key] || [])[0];
    if (number) return choose(number, true);
    mark(key, 0);
    describe(key, 0);
  }
  function close() {
    mark("", 0);
    here = 0;
    detail.hidden = true;
    overview.hidden = false;
    panel.classList.remove("open");
    for (const item of overview.querySelectorAll("li.here")) item.classList.remove("here");
    history.replaceState(null, "", location.pathname + location.search);
    if (from && from.isConnected && from !== document.body) from.focus({ preventScroll: true });
    from = null;
  }
  function home() {
    detail.hidden = true;
    overview.hidden = false;
    panel.scrollTop = 0;
    panel.classList.add("open");
  }
  function step(name, by) {
    const list = stops[name];
    if (!list.length) return;
    at[name] = at[name] < 0 && by < 0 ? list.length - 1 : (at[name] + by + list.length) % list.length;
    const stop = list[at[name]];
    if (stop.figure) return choose(stop.figure, true);
    home();
    for (const item of overview.querySelectorAll("[data-finding]")) {
      const own = +item.dataset.finding === stop.finding;
      item.classList.toggle("here", own);
      if (own) item.scrollIntoView({ block: "nearest" });
    }
  }
  function filter(test) {
    document.body.classList.toggle("filtered", Boolean(test));
    const hits = [];
    for (const f of figures) {
      const account = facts.accounts[facts.printed[+f.dataset.f - 1][0]];
      const hit = Boolean(test) && test(account, f);
      f.classList.toggle("hit", hit);
      if (hit) hits.push(f);
    }
    found.textContent = test ? (hits.length ? hits.length + " 处" : "没有找到") : "";
    if (hits.length) hits[0].scrollIntoView({ block: "center", behavior: "smooth" });
  }
  function search() {
    const wanted = find.value.trim().toLowerCase();
    filter(wanted && ((account, f) => [f.textContent, account.path, account.text, account.source, account.place, account.note]
      .some((part) => part && part.toLowerCase().includes(wanted))));
  }
  function press(target) {
    const figure = target.closest("[data-f]"), key = target.closest("[data-k]"), kind = target.closest("[data-kind]");
    if (target.closest("#back")) {
      if (matchMedia("(max-width: 860px)").matches) home(); else close();
    } else if (key) explain(key.dataset.k);
    else if (figure) choose(+figure.dataset.f, !figure.classList.contains("f"));
    else if (kind) {
      const on = kind.getAttribute("aria-pressed") !== "true";
      for (const other of overview.querySelectorAll("[data-kind]")) other.setAttribute("aria-pressed", "false");
      kind.setAttribute("aria-pressed", String(on));
      find.value = "";
      filter(on && ((account) => account.kind === kind.dataset.kind));
    } else if (target.closest("[data-step]")) step(target.closest("[data-step]").dataset.step, 1);
    else if (target.closest("#show")) { if (panel.classList.contains("open")) close(); else home(); }
    else if (target.closest("#paper") && panel.classList.contains("open")) close();
  }
  for (const button of document.querySelectorAll("[data-step]")) button.disabled = !stops[button.dataset.step].length;
  document.addEventListener("click", (event) => press(event.target));
  find.addEventListener("input", search);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      if (document.body.classList.contains("filtered")) { find.value = ""; filter(null); find.blur(); } else close();
      return;
    }
    if (event.target === find) return;
    if ((event.key === "Enter" || event.key === " ") && event.target.matches("[data-f],[data-k]")) {
      event.preventDefault();
      return press(event.target);
    }
    const steps = { n: ["finding", 1], N: ["finding", -1], u: ["unguarded", 1], U: ["unguarded", -1], j: ["figure", 1], J: ["figure", -1] };
    if (steps[event.key]) step(...steps[event.key]);
    else if (event.key === "/") { event.preventDefault(); find.focus(); find.select(); }
  });
  const asked = /^#f(\d+)$/.exec(location.hash);
  if (asked && byId("f" + asked[1])) choose(+asked[1], true);
})();
