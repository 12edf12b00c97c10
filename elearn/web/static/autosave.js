// Keeps what is typed as a draft: ten seconds after a change, and when the page is hidden or left.
// Where nobody is signed in it only warns before words are lost.
const chip = document.getElementById("chip");
const texts = [...document.querySelectorAll("main textarea:not([hidden])")].map((area) => {
  const { form, dataset: { draft } } = area, line = form.querySelector("[data-kept]");
  let safe = area.defaultValue, flying = "", step = 0, timer = 0, failed = !draft, sent = false;
  const isOpen = () => !sent && area.value !== safe;
  const later = () => { timer ||= setTimeout(keep, 10000); };

  function say(word) {
    if (line) line.textContent = line.dataset[word] ?? "";
    if (!chip) return;
    chip.textContent = word === "kept" ? line.dataset.chip : chip.dataset.unsaved;
    chip.classList.toggle("is-unsaved", word !== "kept" || !("saves" in line.dataset));
  }

  async function keep() {
    clearTimeout(timer);
    timer = 0;
    const text = area.value;
    if (!draft || !isOpen() || text === flying || !text.trim()) return;
    const body = new URLSearchParams(new FormData(form));
    body.set("text", flying = text);
    body.set("step", ++step);
    // A page that is left can send 64 KB.
    const status = await fetch(draft, { method: "POST", body, keepalive: `${body}`.length < 60000 })
      .then((answer) => answer.status, () => 0);
    flying = "";
    failed = status !== 204;
    if (!failed) safe = text;
    if (failed || area.value === text) say(!failed ? "kept" : status === 409 ? "other" : [400, 401].includes(status) ? "ended" : "lost");
    if (isOpen()) later();
  }

  const changed = () => { say(""); later(); };
  area.addEventListener("input", changed);
  if (isOpen()) changed();
  document.addEventListener("submit", ({ target }) => {
    sent ||= target === form || target.getAttribute("action") === draft;
  });
  return { keep, isLost: () => isOpen() && failed };
});
const keepAll = () => { for (const { keep } of texts) keep(); };
document.addEventListener("visibilitychange", () => document.hidden && keepAll());
for (const name of ["pagehide", "online"]) addEventListener(name, keepAll);
addEventListener("beforeunload", (event) => {
  if (texts.some(({ isLost }) => isLost())) event.preventDefault();
});
