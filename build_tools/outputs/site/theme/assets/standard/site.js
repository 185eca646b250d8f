// What pages do beyond HTML; everything works without it.
(function () {
  "use strict";

  // The search index is fetched when search is first used, not with every page: connections are slow and dear.
  var wanted = /[?&]q=/.test(location.search), held = [];
  var open = XMLHttpRequest.prototype.open, send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.open = function (method, url) {
    this.isIndex = /search_index\.json$/.test(String(url));
    return open.apply(this, arguments);
  };
  XMLHttpRequest.prototype.send = function (body) {
    if (this.isIndex && !wanted) held.push([this, body]);
    else send.call(this, body);
  };
  function release() {
    wanted = true;
    held.splice(0).forEach(function (pair) { send.call(pair[0], pair[1]); });
  }
  ["focusin", "pointerdown", "keydown"].forEach(function (event) {
    document.addEventListener(event, function (happened) {
      var target = happened.target;
      if (happened.key === "/" || happened.key === "f" || happened.key === "s" ||
          (target.closest && target.closest(".md-search, [for=__search], .for-search"))) release();
    }, true);
  });

  // The theme's toggles are labels, which no keyboard reaches: buttons stand in for them.
  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("label.md-header__button[for=__drawer], label.md-header__button[for=__search]").forEach(function (label) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "md-header__button md-icon for-" + label.htmlFor.slice(2);
      button.setAttribute("aria-label", label.textContent.trim());
      button.appendChild(label.querySelector("svg").cloneNode(true));
      button.addEventListener("click", function () { label.click(); });
      label.after(button);
    });
  });

  // A click on an identifier copies the address of its place.
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a.ident");
    if (link && navigator.clipboard) {
      navigator.clipboard.writeText(link.href).then(function () {
        link.classList.add("copied");
        setTimeout(function () { link.classList.remove("copied"); }, 1600);
      });
    }
    // Menus close when something else is used.
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
})();
