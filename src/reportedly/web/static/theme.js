// Before anything is drawn: the colours that were chosen last, if any; the system's otherwise.
"use strict";
try {
  const chosen = localStorage.getItem("reportedly-theme");
  if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
} catch (error) { /* storage is turned off: the system's colours */ }
