// What scripts add to a course page: nothing is needed, everything works without them.
// Lines of an ordering move by Up and Down; the chip says when something is not saved yet.

const chip = document.getElementById("chip");
let unsaved = false;

function typed() {
  unsaved = true;
  if (chip) {
    chip.textContent = chip.dataset.unsaved;
    chip.classList.add("is-unsaved");
  }
}

// What is typed into a text is kept by a script of its own, fetched when its reader comes to write.
for (const area of document.querySelectorAll("article textarea")) {
  let keeps = false;
  area.addEventListener("focus", () => {
    if (area.dataset.script) import(area.dataset.script).then(() => { keeps = true; unsaved = false; }, () => {});
  });
  area.addEventListener("input", () => keeps || typed());
}
// In a test every button of the page saves; what is chosen and not yet sent is not saved.
for (const form of document.querySelectorAll("form.keeps")) {
  form.addEventListener("change", typed);
}
document.addEventListener("submit", () => { unsaved = false; });
// A page of one reader that the browser kept whole is not shown to the next one.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
window.addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});

// Lines whose place was chosen already stand there, the others below: no choice is lost by moving one.
function arrange(list) {
  const place = (row) => Number(row.querySelector("select").value) || Infinity;
  list.append(...[...list.children].sort((one, other) => (place(one) > place(other)) - (place(one) < place(other))));
}

function number(list) {
  [...list.children].forEach((row, index) => {
    row.querySelector("select").value = String(index + 1);
  });
}

function arrow(list, row, sign, step) {
  const button = document.createElement("button");
  const label = row.querySelector("label");
  button.type = "button";
  button.className = "button plain";
  button.textContent = sign;
  button.setAttribute("aria-describedby", label.id ||= `${label.htmlFor}-line`);
  button.setAttribute("aria-label", list.dataset[step < 0 ? "up" : "down"]);
  button.addEventListener("click", () => {
    arrange(list);
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (other) step < 0 ? other.before(row) : other.after(row);
    number(list);
    if (list.closest("form.keeps")) typed();
    button.focus();
  });
  return button;
}

for (const list of document.querySelectorAll('.rows[data-kind="order"]')) {
  arrange(list);
  for (const row of list.children) {
    const pair = document.createElement("span");
    pair.className = "arrows";
    pair.append(arrow(list, row, "↑", -1), arrow(list, row, "↓", 1), row.querySelector("select"));
    row.append(pair);
  }
}

// Only the browser knows which item the address names: the switch of languages takes it along.
document.querySelector(".foot")?.addEventListener("click", (event) => {
  const link = event.target.closest("a[hreflang]");
  const next = event.target.closest('button[name="language"]')?.form.elements.next;
  if (link && location.hash) link.hash = location.hash;
  if (next && location.hash) next.value = next.value.split("#")[0] + location.hash;
});
