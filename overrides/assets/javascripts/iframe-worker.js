/**
 * A stand-in for Worker on pages opened from a folder, where browsers refuse real ones. The worker's script runs in a hidden
 * frame of the same page; messages go both ways as events. Does nothing on pages that come from a server.
 */
(function () {
  "use strict";
  if (location.protocol !== "file:") return;

  /**
   * @param {Document} document where the script is to run
   * @param {string | URL} src
   * @returns {Promise<void>}
   */
  function runScript(document, src) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = String(src);
      script.onload = () => resolve();
      script.onerror = () => reject(new Error(`Cannot load ${src}`));
      document.head.append(script);
    });
  }

  class IFrameWorker extends EventTarget {
    /** @param {string | URL} url the worker's script */
    constructor(url) {
      super();
      const source = new URL(url, document.baseURI);
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      this.frame.title = "Search";
      document.body.append(this.frame);

      const inside = /** @type {any} */ (this.frame.contentWindow);
      // What a worker's script finds in its global scope; a frame's own postMessage would come back to itself.
      inside.postMessage = (/** @type {unknown} */ data) => {
        this.dispatchEvent(new MessageEvent("message", { data }));
      };
      inside.importScripts = async (/** @type {string[]} */ ...urls) => {
        for (const one of urls) await runScript(inside.document, new URL(one, source));
      };
      /** Settled once the script has run: messages sent earlier wait for it. */
      this.ready = runScript(inside.document, source);
    }

    /** @param {unknown} data */
    postMessage(data) {
      this.ready.then(
        () => this.frame.contentWindow?.dispatchEvent(new MessageEvent("message", { data })),
        () => this.dispatchEvent(new Event("error")),
      );
    }

    terminate() {
      this.frame.remove();
    }
  }

  // Material's search script asks for this second name when it loads languages other than English.
  Object.assign(window, { Worker: IFrameWorker, IFrameWorker });
})();
