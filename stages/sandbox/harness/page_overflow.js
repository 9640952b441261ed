// How large a page is in the present window, and which of its elements stand over the right edge.
() => {
  const root = document.documentElement, elements = [];
  const size = [Math.max(root.scrollWidth, document.body?.scrollWidth ?? 0), Math.max(root.scrollHeight, document.body?.scrollHeight ?? 0)];
  if (size[0] > innerWidth + 1) {
    for (const e of document.body?.querySelectorAll("*") ?? []) {
      if (elements.length < 4 && e.getBoundingClientRect().right > innerWidth + 1 && e.checkVisibility()) elements.push(e.tagName.toLowerCase());
    }
  }
  return { size, elements };
}
