"use strict";
// Keeps the check marks in this browser, under the page's own key, and counts them. Nothing is sent anywhere.
(function () {
  const key = "osweb-config setup " + document.body.dataset.runbook;
  const boxes = Array.from(document.querySelectorAll("input[type=checkbox]"));
  const bar = document.getElementById("bar");
  const count = document.getElementById("count");

  function load() {
    try {
      return new Set(JSON.parse(localStorage.getItem(key) || "[]"));
    } catch (error) {
      return new Set();
    }
  }

  function show() {
    const done = boxes.filter((box) => box.checked).length;
    bar.max = boxes.length;
    bar.value = done;
    count.textContent = done + " of " + boxes.length + " done";
  }

  function keep() {
    try {
      localStorage.setItem(key, JSON.stringify(boxes.filter((box) => box.checked).map((box) => box.id)));
    } catch (error) {
      // A browser that keeps nothing for local pages: the marks last until the page is closed.
    }
    show();
  }

  const marked = load();
  for (const box of boxes) {
    box.checked = marked.has(box.id);
    box.addEventListener("change", keep);
  }
  document.getElementById("clear").addEventListener("click", function () {
    for (const box of boxes) {
      box.checked = false;
    }
    keep();
  });
  show();
})();
