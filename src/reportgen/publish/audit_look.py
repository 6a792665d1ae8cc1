"""How an audit page looks and answers: one style, one script, nothing fetched."""

STYLE = """
:root { color-scheme: light; --ink: #1f2328; --quiet: #5b6470; --line: #d8dee4; --paper: #fff; --ground: #f3f4f6;
  --holds: #1a7f37; --fails: #c4001a; --uncertain: #9a6700; --unchecked: #6b7280; }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding: 5rem 0 45vh; }
body { margin: 0; background: var(--ground); color: var(--ink); line-height: 1.75;
  font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif; }
h1 { font-size: 1.35rem; margin: 0 0 .25rem; line-height: 1.4; overflow-wrap: anywhere; }
h2 { font-size: 1.05rem; margin: 0 0 .5rem; }
main { max-width: 56rem; margin: 0 auto; padding: 1rem; }
section { background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem 1.25rem; margin-bottom: 1rem; }
.quiet { color: var(--quiet); font-size: .9rem; margin: .25rem 0; }
.tally { display: flex; flex-wrap: wrap; gap: .5rem; margin: .75rem 0 0; padding: 0; list-style: none; }
.tally li { border: 1px solid var(--line); border-radius: .4rem; padding: .15rem .7rem; font-size: .9rem; }
.tally b { font-size: 1.1rem; }
.findings { list-style: none; margin: 0; padding: 0; }
.finding { border-left: .3rem solid var(--unchecked); padding: .1rem .75rem; margin: .75rem 0; }
.finding.error { border-color: var(--fails); } .finding.warning { border-color: #d4a72c; }
.finding p { margin: .1rem 0; overflow-wrap: anywhere; }
.severity { font-weight: 600; } .error .severity { color: var(--fails); } .warning .severity { color: var(--uncertain); }
.text { font-family: "Songti SC", "SimSun", "Noto Serif CJK SC", "Source Han Serif SC", serif; font-size: 1.05rem; }
.text p { margin: 0 0 .5rem; text-indent: 2em; overflow-wrap: anywhere; }
.text h3, .text h4, .text .caption, .text .aside { text-indent: 0; }
.text h3 { text-align: center; font-size: 1.25rem; margin: 1.25rem 0 .75rem; }
.text h4 { font-size: 1.05rem; margin: 1rem 0 .35rem; }
.text .caption { text-align: center; font-size: .95rem; }
.text .aside { border-left: .2rem solid var(--line); padding-left: .6rem; color: var(--quiet); font-size: .92rem; }
.text .aside::before { content: attr(data-role) "："; font-family: sans-serif; font-size: .8rem; }
.text .deleted { text-decoration: line-through; }
.text hr { border: 0; border-top: 1px dashed var(--line); margin: 1.5rem 0; }
.wide { overflow-x: auto; margin: .5rem 0 1rem; }
table { border-collapse: collapse; font-size: .92rem; min-width: 100%; }
td { border: 1px solid #b6bec7; padding: .15rem .45rem; text-indent: 0; vertical-align: top; }
a.n { color: inherit; text-decoration: none; cursor: pointer; border-bottom: .15em solid;
  border-radius: .15em .15em 0 0; padding: 0 .05em; }
.n.holds { border-color: #7cc68d; } .n.fails { border-color: var(--fails); background: #ffdce0; font-weight: 600; }
.n.uncertain { border-color: #d4a72c; background: #fff4cf; } .n.unchecked { border-bottom: .1em dotted #9aa3ad; }
.n.chosen, .n:target { outline: .15rem solid #0969da; outline-offset: .1rem; }
.n.near { background: #ddf0ff; }
mark { background: none; color: inherit; text-decoration: underline wavy; text-underline-offset: .3em; }
mark.error { text-decoration-color: var(--fails); } mark.warning { text-decoration-color: #d4a72c; }
mark.hint { text-decoration-color: #9aa3ad; }
.key { display: flex; flex-wrap: wrap; gap: .25rem 1rem; font-size: .85rem; color: var(--quiet); margin: 0 0 .75rem; }
.relations { padding-left: 1.5rem; font-size: .92rem; }
.relations li { margin: .5rem 0; overflow-wrap: anywhere; }
.verdict { font-weight: 600; } .holds .verdict { color: var(--holds); } .fails .verdict { color: var(--fails); }
.uncertain .verdict { color: var(--uncertain); } .not_checkable .verdict { color: var(--unchecked); }
details summary { cursor: pointer; font-weight: 600; }
#panel { position: fixed; left: 0; right: 0; bottom: 0; max-height: 42vh; overflow: auto; background: var(--paper); display: none;
  border-top: 1px solid var(--line); box-shadow: 0 -.3rem 1rem rgb(0 0 0 / .15); padding: .75rem 1rem 1rem; z-index: 2; }
#panel.open { display: block; }
#panel > div { max-width: 54rem; margin: 0 auto; }
#panel button { float: right; font: inherit; border: 1px solid var(--line); background: var(--ground); border-radius: .4rem;
  padding: .2rem .8rem; cursor: pointer; }
#panel ul { list-style: none; padding: 0; margin: .5rem 0 0; } #panel li { margin: .5rem 0; }
@media (min-width: 90rem) {
  main { margin-left: max(1rem, calc(50vw - 46rem)); }
  #panel { left: auto; top: 1rem; right: max(1rem, calc(50vw - 46rem)); bottom: auto; width: 34rem; max-height: calc(100vh - 2rem);
    border: 1px solid var(--line); border-radius: .5rem; }
  html { scroll-padding: 5rem 0; }
}
@media (max-width: 40rem) { main { padding: .5rem; } section { padding: .75rem; } }
@media print { #panel { display: none !important; } body { background: none; } section { border: 0; padding: 0; } }
"""

SCRIPT = """
const panel = document.getElementById("panel"), inside = panel.querySelector("ul"), title = panel.querySelector("h2");
let opened = null;
function marks(number) { return document.querySelectorAll('.text a.n[data-r~="' + number + '"]'); }
function clear() {
  document.querySelectorAll(".n.chosen, .n.near").forEach(n => n.classList.remove("chosen", "near"));
}
function close() { clear(); panel.classList.remove("open"); if (opened) opened.focus({preventScroll: true}); opened = null; }
function show(figure) {
  clear();
  opened = figure;
  figure.classList.add("chosen");
  title.textContent = figure.textContent + "：" + figure.title;
  inside.replaceChildren();
  for (const number of (figure.dataset.f || "").split(" ").filter(Boolean)) {
    inside.append(document.querySelector('.finding[data-f="' + number + '"]').cloneNode(true));
  }
  for (const number of (figure.dataset.r || "").split(" ").filter(Boolean)) {
    inside.append(document.getElementById("r" + number).cloneNode(true));
    inside.lastChild.removeAttribute("id");
    marks(number).forEach(n => { if (n !== figure) n.classList.add("near"); });
  }
  if (!inside.children.length) {
    inside.append(document.createElement("li"));
    inside.lastChild.textContent = "文中没有别的数可以核对它，请对照原始资料。";
  }
  panel.classList.add("open");
  panel.scrollTop = 0;
}
document.addEventListener("click", event => {
  const place = event.target.closest('a[href^="#n"]');
  const figure = place ? document.querySelector(place.getAttribute("href")) : event.target.closest("a.n");
  if (!figure) return;
  event.preventDefault();
  if (place) figure.scrollIntoView({block: "center"});
  if (figure.classList.contains("n")) show(figure);
});
panel.querySelector("button").addEventListener("click", close);
document.addEventListener("keydown", event => { if (event.key === "Escape") close(); });
"""
