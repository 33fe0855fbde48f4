// The map: outlines of Natural Earth, a circle as large as each place is uncertain. The rows of the table
// beside it say where; nothing is fetched but our own outline.
"use strict";
(() => {
  const place = document.querySelector("[data-map]");
  if (!place || !window.L) return;
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(place, { attributionControl: false, worldCopyJump: true, minZoom: 1, maxZoom: 11, zoomAnimation: !still, fadeAnimation: !still });
  L.control.scale({ imperial: false }).addTo(map);
  const bounds = [];
  const draw = () => {
    for (const row of document.querySelectorAll("[data-places] tbody tr")) {
      const at = [Number(row.dataset.lat), Number(row.dataset.lon)];
      const radius = Number(row.dataset.radius);
      const link = row.querySelector("a");
      const told = row.cells[0].textContent.trim() + (link ? ": " + row.cells[2].textContent.trim() : "");
      const shapes = [];
      if (radius > 0) shapes.push(L.circle(at, { radius, color: colour("--mark"), weight: 1, fillOpacity: 0.12 }));
      if (row.dataset.precision === "site" || row.dataset.precision === "city") {
        const size = 3 + 3 * Math.log2(1 + Number(row.dataset.number));
        shapes.push(L.circleMarker(at, { radius: size, color: colour("--mark"), weight: 1.5, fillOpacity: 0.7 }));
      }
      for (const shape of shapes) {
        const words = document.createElement("span");
        words.textContent = told;
        shape.bindTooltip(words).addTo(map);
        if (link) shape.on("click", () => { location.href = link.href; });
      }
      const reach = Math.max(radius, place.classList.contains("small") ? 250000 : 20000) / 111320;
      bounds.push([at[0] - reach, at[1] - reach], [at[0] + reach, at[1] + reach]);
    }
    if (bounds.length) map.fitBounds(bounds, { padding: [20, 20], maxZoom: 8, animate: false });
    else map.setView([20, 20], 2, { animate: false });
  };
  draw();
  fetch("/static/vendor/world-atlas/countries-50m.json").then((answer) => answer.json()).then((world) => {
    // Rings that cross the date line go on beyond 180 degrees, or they would be drawn across the whole map.
    const whole = (ring) => { let turn = 0; return ring.map(([x, y], at) => { if (at) { const step = x - ring[at - 1][0]; if (step > 180) turn -= 360; else if (step < -180) turn += 360; } return [x + turn, y]; }); };
    const outline = topojson.feature(world, world.objects.countries);
    for (const land of outline.features) {
      const shape = land.geometry;
      shape.coordinates = shape.type === "Polygon" ? shape.coordinates.map(whole) : shape.coordinates.map((part) => part.map(whole));
    }
    L.geoJSON(outline, { interactive: false, style: { color: colour("--coast"), weight: 0.8, fillColor: colour("--land"), fillOpacity: 1 } }).addTo(map).bringToBack();
    place.dataset.drawn = "1";
  });
})();
