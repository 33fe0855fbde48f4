// The report: layers that can be switched, records that show on hover and focus and are pinned by a click.
"use strict";
(() => {
  const reader = document.querySelector("[data-reader]");
  if (!reader) return;
  const text = reader.querySelector(".text");
  const cards = reader.querySelector("[data-cards]");
  const marks = [...text.querySelectorAll(".mark")];
  let pinned = null;

  const recordsOf = (mark) => mark.dataset.records.trim().split(/\s+/).filter((id, at, all) => all.indexOf(id) === at);
  const visible = (id) => {
    const card = document.getElementById("card-" + id);
    if (!card) return false;
    return ["copies", "statements", "events"].every((l) => !card.classList.contains(l) || text.classList.contains("show-" + l));
  };
  const show = (ids) => {
    const wanted = new Set(ids.filter(visible));
    for (const card of cards.querySelectorAll("[data-card]")) card.classList.toggle("open", wanted.has(card.dataset.card));
    for (const mark of marks) mark.classList.toggle("lit", recordsOf(mark).some((id) => wanted.has(id)));
    cards.classList.toggle("some", wanted.size > 0);
  };
  const release = () => { pinned = null; cards.classList.remove("pinned"); show([]); };
  const pin = (mark) => { pinned = mark; cards.classList.add("pinned"); show(recordsOf(mark)); };

  cards.classList.add("live");
  text.addEventListener("pointerover", (event) => {
    const mark = event.target.closest(".mark");
    if (!pinned) show(mark ? recordsOf(mark) : []);
  });
  text.addEventListener("focusin", (event) => {
    const mark = event.target.closest(".mark");
    if (mark && !pinned) show(recordsOf(mark));
  });
  text.addEventListener("click", (event) => {
    const mark = event.target.closest(".mark");
    if (!mark) return;
    event.preventDefault();
    if (pinned === mark) release(); else pin(mark);
  });
  cards.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#card-"]');
    if (!link) return;
    event.preventDefault();
    show([link.getAttribute("href").slice(6)]);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") release(); });
  const stops = () => marks.filter((mark) => mark.tagName === "A" && recordsOf(mark).some(visible));
  reader.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "j" || event.key === "k") {
      const all = stops();
      const step = event.key === "j" ? 1 : -1;
      const at = all.indexOf(document.activeElement);
      const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + step))];
      if (next) { if (pinned) release(); next.focus(); next.scrollIntoView({ block: "center" }); }
    } else if (event.key === "n" || event.key === "p") {
      const link = document.querySelector(`[data-key="${event.key}"]`);
      if (link) link.click();
    } else if (event.key === " " && document.activeElement.classList.contains("mark")) {
      event.preventDefault();
      document.activeElement.click();
    }
  });

  const form = document.querySelector("[data-layers]");
  form.addEventListener("change", () => {
    const chosen = [...form.querySelectorAll("input:checked")].map((box) => box.value);
    const all = [...form.querySelectorAll("input")];
    for (const box of all) text.classList.toggle("show-" + box.value, box.checked);
    const address = new URL(location.href);
    address.searchParams.delete("layers");
    if (chosen.length < all.length) for (const name of chosen.length ? chosen : ["none"]) address.searchParams.append("layers", name);
    history.replaceState(null, "", address);
    for (const mark of marks) if (mark.tagName === "A") mark.tabIndex = recordsOf(mark).some(visible) ? 0 : -1;
    release();
  });
  form.dispatchEvent(new Event("change"));

  const arrive = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const mark = id && marks.find((each) => recordsOf(each).includes(id));
    if (mark) { pin(mark); mark.scrollIntoView({ block: "center" }); }
  };
  addEventListener("hashchange", arrive);
  arrive();
})();
