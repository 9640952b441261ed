(() => {
  // Filters: each select names a data attribute of the cards.
  const form = document.querySelector(".filters");
  const cards = [...document.querySelectorAll("#answers article")];
  form.hidden = false;
  form.addEventListener("change", () => {
    const wanted = [...new FormData(form)].filter(([, value]) => value);
    const shown = cards.filter((card) => {
      card.hidden = !wanted.every(([name, value]) => card.dataset[name] === value);
      return !card.hidden;
    });
    form.querySelector("output").textContent = `${shown.length} of ${cards.length} answers`;
  });

  // Lineage: the links work without script (:target); with it the dialog is modal and Escape closes it.
  let from = null;
  const follow = () => {
    document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
    const dialog = location.hash.startsWith("#lineage-") && document.getElementById(location.hash.slice(1));
    if (dialog) dialog.showModal();
  };
  const leave = () => {
    const y = scrollY;
    history.replaceState(null, "", location.pathname + location.search);
    scrollTo(scrollX, y);
    if (from) from.focus({ preventScroll: true });
  };
  document.querySelectorAll("dialog").forEach((dialog) => {
    dialog.addEventListener("close", () => location.hash === "#" + dialog.id && leave());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest(".close")) {
        event.preventDefault();
        dialog.close();
      }
    });
  });
  document.querySelectorAll('a[href^="#lineage-"]').forEach((link) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      from = link;
      history.replaceState(null, "", link.getAttribute("href"));
      follow();
    }),
  );
  addEventListener("hashchange", follow);
  follow();

  document.querySelectorAll("button[data-copy]").forEach((button) => {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = "Copied";
    });
  });

  // The section in view is marked in the navigation.
  const links = new Map([...document.querySelectorAll("nav li a")].map((a) => [a.hash.slice(1), a]));
  const watch = new IntersectionObserver(
    (entries) =>
      entries.forEach((entry) => {
        if (!entry.isIntersecting) return;
        links.forEach((a) => a.removeAttribute("aria-current"));
        links.get(entry.target.id).setAttribute("aria-current", "true");
      }),
    { rootMargin: "-20% 0px -70% 0px" },
  );
  document.querySelectorAll("main > section").forEach((section) => watch.observe(section));
})();
