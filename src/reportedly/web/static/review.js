// The review by keyboard: single keys press what is on the page, digits tick and choose.
"use strict";
(() => {
  const KEPT = "reportedly-keys", WALKED = "reportedly-walked";
  const help = document.querySelector("[data-help]");
  const box = help && help.querySelector("[data-keys-on]");
  const read = (store, name) => { try { return store.getItem(name); } catch (error) { return null; } };
  const keep = (store, name, value) => { try { store.setItem(name, value); } catch (error) { /* not kept */ } };
  if (box) {
    box.checked = read(localStorage, KEPT) !== "off";
    box.addEventListener("change", () => keep(localStorage, KEPT, box.checked ? "on" : "off"));
  }

  // Where this sitting has been, so that "back" leads to the incident before and not to a form's answer.
  const walked = () => { try { return JSON.parse(read(sessionStorage, WALKED) || "[]"); } catch (error) { return []; } };
  const here = location.pathname + new URLSearchParams([...new URLSearchParams(location.search)].filter(([name]) => name === "after")).toString().replace(/^(?=.)/, "?");
  const back = document.querySelector("[data-previous]");
  if (back) {
    const past = walked().filter((each) => typeof each === "string" && each.startsWith("/review/"));
    if (past[past.length - 1] !== here) past.push(here);
    keep(sessionStorage, WALKED, JSON.stringify(past.slice(-200)));
    if (past.length > 1) back.href = past[past.length - 2];
    back.addEventListener("click", () => keep(sessionStorage, WALKED, JSON.stringify(past.slice(0, -1))));
  }

  const panels = [...document.querySelectorAll("[data-panel]")];
  const opened = () => panels.find((panel) => panel.open);
  const tell = () => {
    const told = document.querySelector("[data-ticked]");
    if (!told) return;
    const numbers = [...document.querySelectorAll('input[name="taken"]:checked')].map((each) => each.dataset.number);
    told.textContent = numbers.length ? "Out: " + numbers.join(", ") : "None is ticked.";
  };
  // At once, and not when the panel says that it has opened: the next key may be the first letter of a reason.
  const enter = (panel) => {
    panel.open = true;
    for (const other of panels) if (other !== panel) other.open = false;
    const letter = panel.dataset.panel;
    const field = letter === "s" ? document.querySelector('input[name="taken"]')
      : letter === "m" ? document.querySelector('input[name="other"]') || panel.querySelector('input[name="other_id"]')
      : panel.querySelector("select, input:not([type=hidden]), textarea");
    if (field && field !== document.activeElement) field.focus();
    tell();
  };
  for (const panel of panels) panel.querySelector("summary").addEventListener("click", (event) => {
    event.preventDefault();
    if (panel.open) panel.open = false; else enter(panel);
  });
  document.addEventListener("change", (event) => {
    if (event.target.name === "taken") { const panel = panels.find((each) => each.dataset.panel === "s"); if (panel) panel.open = true; tell(); }
    if (event.target.name === "other") { const panel = panels.find((each) => each.dataset.panel === "m"); if (panel) panel.open = true; }
  });
  tell();

  const rows = [...document.querySelectorAll("[data-rows] [data-row]")];
  const step = (by) => {
    const at = rows.indexOf(document.activeElement);
    const row = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
    row.focus();
    row.scrollIntoView({ block: "nearest" });
  };
  const digit = (key) => {
    const panel = opened();
    const name = panel && panel.dataset.panel === "m" ? "other" : panel && panel.dataset.panel === "s" ? "taken" : null;
    const input = name && document.querySelector(`input[name="${name}"][data-number="${key}"]`);
    if (!input) return false;
    input.click();
    input.focus();
    return true;
  };
  const typing = (element) => element.matches("textarea, select, input:not([type=checkbox]):not([type=radio])");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    if (help && help.open) return;
    const panel = opened();
    if (event.key === "Escape" && panel) {
      panel.open = false;
      panel.querySelector("summary").focus();
      return;
    }
    if (typing(document.activeElement) || (box && !box.checked && event.key !== "?")) return;
    if (event.key === "Enter" && document.activeElement.matches('input[name="taken"], input[name="other"]')) {
      event.preventDefault();
      document.activeElement.form.requestSubmit(document.activeElement.form.querySelector("button[name=act]"));
      return;
    }
    if (event.key === "Enter" && document.activeElement !== document.body) return;
    if (event.key === "?" && help) { event.preventDefault(); help.showModal(); return; }
    if (rows.length && (event.key === "j" || event.key === "k")) { event.preventDefault(); step(event.key === "j" ? 1 : -1); return; }
    if (/^[1-9]$/.test(event.key) && digit(event.key)) { event.preventDefault(); return; }
    const wanted = panels.find((each) => each.dataset.panel === event.key);
    if (wanted) { event.preventDefault(); enter(wanted); return; }
    const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (target) { event.preventDefault(); target.click(); }
  });
  const button = document.querySelector('[data-key="?"]');
  if (button && help) button.addEventListener("click", () => help.showModal());
  document.body.dataset.keys = "heard";
})();
