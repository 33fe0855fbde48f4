// What every page can do: switch colours, and leave empty fields out of addresses.
"use strict";
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-theme-switch]")) return;
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  try { localStorage.setItem("reportedly-theme", root.dataset.theme); } catch (error) { /* not kept */ }
});
document.addEventListener("formdata", (event) => {
  for (const [name, value] of [...event.formData.entries()]) if (value === "") event.formData.delete(name);
});
document.addEventListener("htmx:configRequest", (event) => {
  const given = event.detail.formData || event.detail.parameters;
  for (const [name, value] of [...given.entries()]) if (value === "") given.delete(name);
});
document.addEventListener("htmx:responseError", (event) => {
  // What is wrong with a field is said on a page of its own.
  location.assign(event.detail.xhr.responseURL);
});
