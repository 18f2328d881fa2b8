// What is wrong with the looks of the page now: each function returns what it found.
({
  // Panes whose content is wider than they are.
  tooWide() {
    const panes = [...document.querySelectorAll("html, .chat, .messages, #people, .scrolls, #tour")];
    return panes.filter((each) => each.scrollWidth > Math.max(each.clientWidth, 1) && each.checkVisibility())
      .map((each) => `${each.id || each.className || each.tagName} ${each.scrollWidth} > ${each.clientWidth}`);
  },

  // Controls smaller than a fingertip (44 px); links in running text are let off.
  tooSmall() {
    return [...document.querySelectorAll("button, a, input, select, summary, textarea")]
      .filter((each) => each.checkVisibility() && !each.closest(".text, .card"))
      .map((each) => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
      .filter(([, { width, height }]) => width && (width < 43.9 || height < 43.9))
      .map(([html]) => html);
  },

  // Texts with a contrast below 4.5 to the nearest opaque ground (WCAG 2, relative luminance).
  tooFaint() {
    const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const rgba = (colour) => {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      return [...pen.getImageData(0, 0, 1, 1).data];
    };
    const luminance = (colour) => {
      const [r, g, b] = colour.slice(0, 3).map((each) => each / 255)
        .map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (node) => {
      const colour = rgba(getComputedStyle(node).backgroundColor);
      return colour[3] === 255 || !node.parentElement ? colour : ground(node.parentElement);
    };
    const contrast = (node) => {
      const [dark, bright] = [rgba(getComputedStyle(node).color), ground(node)].map(luminance).sort((a, b) => a - b);
      return (bright + 0.05) / (dark + 0.05);
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (texts.nextNode()) {
      if (texts.currentNode.textContent.trim()) nodes.push(texts.currentNode.parentElement);
    }
    const seen = nodes.filter((each) => each.checkVisibility({ opacityProperty: true })
      && !each.closest(":disabled, .unseen"));
    const faint = seen.filter((each) => contrast(each) < 4.5)
      .map((each) => `${contrast(each).toFixed(2)} ${each.outerHTML.slice(0, 80)}`);
    return { seen: seen.length, faint };
  },
})
