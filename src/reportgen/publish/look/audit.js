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
document.addEventListener("keydown", event => {
  if (event.key === "Escape") close();
  if (!["Enter", " "].includes(event.key) || !event.target.matches('[role="button"]')) return;
  event.preventDefault();
  event.target.click();
});
