// Statements, their speakers, their cues and their entries in the panel light up together: under the
// pointer, with the focus, and for good after a click. Everything else works without this script.
(function () {
  "use strict";
  var pinned = null;

  function lit(element) {
    var statement = element.closest("[data-s]");
    var entity = element.closest("[data-e]");
    var names = [];
    var found = [];
    if (entity && !(statement && element.closest(".entry"))) {
      names.push(entity.dataset.e);
    } else if (statement) {
      found = every("data-s", statement.dataset.s);
      found.forEach(function (part) {
        (part.dataset.by || "").split(" ").filter(Boolean).forEach(function (name) {
          if (names.indexOf(name) < 0) names.push(name);
        });
      });
    }
    names.forEach(function (name) {
      found = found.concat(every("data-e", name));
      if (entity && names.length === 1 && entity.dataset.e === name) {
        document.querySelectorAll("[data-by~=\"" + name + "\"]").forEach(function (part) {
          found = found.concat(every("data-s", part.dataset.s));
        });
      }
    });
    return found;
  }

  function every(attribute, value) {
    return Array.prototype.slice.call(
      document.querySelectorAll("[" + attribute + "=\"" + CSS.escape(value) + "\"]"));
  }

  function show(element) {
    document.querySelectorAll(".on").forEach(function (part) { part.classList.remove("on"); });
    var article = element && element.closest(".article");
    document.querySelectorAll(".dim").forEach(function (part) { part.classList.remove("dim"); });
    if (!element) return;
    lit(element).forEach(function (part) { part.classList.add("on"); });
    if (article && pinned) article.classList.add("dim");
  }

  function linked(event) {
    return event.target.closest ? event.target.closest("[data-s], [data-e]") : null;
  }

  document.addEventListener("mouseover", function (event) {
    if (!pinned) show(linked(event));
  });
  document.addEventListener("focusin", function (event) {
    if (!pinned) show(linked(event));
  });
  function pin(element, scrolls) {
    pinned = element;
    show(element);
    if (!element || !scrolls) return;
    var entry = element.dataset.s && document.querySelector(
      ".entry[data-s=\"" + CSS.escape(element.dataset.s) + "\"]");
    if (entry && element !== entry && !entry.contains(element)) {
      entry.scrollIntoView({ block: "nearest" });
    }
  }
  document.addEventListener("click", function (event) {
    if (event.target.closest("form, summary, .legend")) return;
    var element = linked(event);
    pin(element === pinned ? null : element, Boolean(element && element.closest(".text")));
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") pin(null);
    if (event.key === "Enter" && event.target.matches && event.target.matches(".st")) {
      pin(event.target === pinned ? null : event.target, true);
    }
  });

  // A statement that the address names is lit when the page opens.
  function target() {
    var id = decodeURIComponent(location.hash.slice(1));
    var element = id && document.getElementById(id);
    if (element && element.dataset.s) pin(element, true);
  }
  window.addEventListener("hashchange", target);
  target();

  // Only what one speaker says.
  document.querySelectorAll("[data-filter=speaker]").forEach(function (box) {
    box.addEventListener("change", function () {
      document.querySelectorAll("[data-speaker]").forEach(function (part) {
        part.hidden = Boolean(box.value)
          && part.dataset.speaker.split("\n").indexOf(box.value) < 0;
      });
      document.querySelectorAll(".article").forEach(function (article) {
        var parts = article.querySelectorAll("[data-speaker]");
        article.hidden = Boolean(box.value) && !Array.prototype.some.call(
          parts, function (part) { return !part.hidden; });
      });
    });
  });

  // On a phone the panel's lists begin closed, but for the statements.
  if (matchMedia("(max-width: 40rem)").matches) {
    document.querySelectorAll(".panel .box + .box").forEach(function (box) {
      box.open = false;
    });
  }

  // A file that is dropped or chosen goes into the box when it is UTF-8, else to the server as it is.
  document.querySelectorAll("form.drop").forEach(function (form) {
    var text = form.querySelector("textarea");
    function take(file) {
      if (!file) return;
      file.arrayBuffer().then(function (bytes) {
        try {
          text.value = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
          form.submit();
        } catch (error) {
          send(form, file, bytes);
        }
      });
    }
    function send(form, file, bytes) {
      fetch(form.action, {
        method: "POST", body: bytes, credentials: "same-origin",
        headers: {
          "Content-Type": "text/plain", "X-File-Name": encodeURIComponent(file.name),
          "X-CSRF-Token": form.querySelector("[name=csrf]").value
        }
      }).then(function (answer) { return answer.text(); }).then(function (page) {
        document.open();
        document.write(page);
        document.close();
      });
    }
    form.addEventListener("dragover", function (event) {
      event.preventDefault();
      form.classList.add("over");
    });
    form.addEventListener("dragleave", function () { form.classList.remove("over"); });
    form.addEventListener("drop", function (event) {
      event.preventDefault();
      form.classList.remove("over");
      take(event.dataTransfer.files[0]);
    });
    var file = form.querySelector("input[type=file]");
    if (file) file.addEventListener("change", function () { take(file.files[0]); });
  });
})();
