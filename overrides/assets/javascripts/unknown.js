/**
 * The page for unknown addresses, where the site does not know its own: looks for the folder of the site above the address of
 * the page, and then leads every link there. Without it links start at the root of the host.
 */
(function () {
  "use strict";
  const NAMES = ["href", "data-library", "data-documents", "data-engine", "data-dialog"];

  /** @param {string} root the address of the folder of the site, with a slash at its end */
  function lead(root) {
    for (const name of NAMES) {
      for (const one of document.querySelectorAll(`[${name}^="/"]`)) {
        one.setAttribute(name, root + (one.getAttribute(name) || "").slice(1));
      }
    }
    document.querySelector("[data-cf-lost]")?.remove();
  }

  /**
   * Asks for the icon of the site in a folder, then in the one above it.
   * @param {string} folder its path, with a slash at its end
   * @param {number} most folders to ask in
   */
  function look(folder, most) {
    const probe = new Image();
    probe.onload = () => lead(location.origin + folder);
    probe.onerror = () => {
      if (folder !== "/" && most > 1) look(folder.replace(/[^/]*\/$/, ""), most - 1);
    };
    probe.src = `${location.origin}${folder}assets/icon.svg`;
  }

  look(location.pathname.replace(/[^/]*$/, ""), 12);
})();
