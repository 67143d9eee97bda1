"use strict";
// Rows of the table whose text holds every word that was typed; without this script the table is simply whole.
for (const field of document.querySelectorAll("input[type=search]")) {
  const rows = Array.from(document.querySelector("main table").tBodies[0].rows);
  const texts = rows.map((row) => row.textContent.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, ""));
  const found = document.getElementById("found");
  const filter = () => {
    const words = field.value.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, i) => {
      row.hidden = !words.every((word) => texts[i].includes(word));
      shown += row.hidden ? 0 : 1;
    });
    found.textContent = `${shown} of ${rows.length}`;
  };
  field.addEventListener("input", filter);
  filter();
}
