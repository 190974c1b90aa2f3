"use strict";
// What a test asks of a page that a browser shows: lists of faults, empty where there is none.
self.looking = (() => {
  const isHidden = (one) => one.closest(".hidden, .skip") || !one.checkVisibility();
  const seen = (kinds) => [...document.querySelectorAll(kinds)].filter((one) => !isHidden(one));
  const called = (one) => {
    const says = (one.innerText || one.value || one.name || "").trim().slice(0, 40);
    return `<${one.localName}> ${says}`;
  };

  const wide = () => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [`${scrollWidth} px`] : [];
  };

  // What is larger than its box, where the box hides the rest. A box to type in scrolls.
  const cut = () =>
    seen("body :not(input, select, textarea, svg, svg *)").filter((one) => {
      const { overflowX, overflowY } = getComputedStyle(one);
      const isOver = one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
      return isOver && (overflowX !== "visible" || overflowY !== "visible");
    }).map(called);

  // Where every line of text, box and picture is.
  const places = () => {
    const found = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { currentNode: text } = texts;
      const owner = text.parentElement;
      if (!text.data.trim() || owner.closest("select, textarea, svg") || isHidden(owner)) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const box of range.getClientRects()) found.push({ owner, box });
    }
    for (const owner of seen("input:not([type=hidden]), select, textarea, button, img, svg")) {
      found.push({ owner, box: owner.getBoundingClientRect() });
    }
    return found.sort((a, b) => a.box.top - b.box.top);
  };

  // Lines of one paragraph may come as near as their line height says.
  const LEAST_WIDTH = 2, LEAST_HEIGHT = 6;
  const isOver = ({ box: a }, { box: b }) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > LEAST_WIDTH &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > LEAST_HEIGHT;
  const over = () => {
    const faults = [];
    let near = [];
    for (const place of places()) {
      near = near.filter((one) => one.box.bottom > place.box.top);
      for (const one of near) {
        const isInside = one.owner.contains(place.owner) || place.owner.contains(one.owner);
        if (!isInside && isOver(one, place)) faults.push(`${called(one.owner)} and ${called(place.owner)}`);
      }
      near.push(place);
    }
    return faults;
  };

  // Words beside an element in a flexible box without a gap lose the space between them.
  const joined = () =>
    seen("body *").filter((one) => {
      const { display, columnGap } = getComputedStyle(one);
      if (!/flex|grid/.test(display) || parseFloat(columnGap) > 0) return false;
      const isText = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim();
      const parts = [...one.childNodes].filter((node) => isText(node) || (node.checkVisibility?.() && !isHidden(node)));
      return parts.length > 1 && parts.some(isText);
    }).map(called);

  // The spacing that a reader may set for themselves (WCAG 2.2, 1.4.12).
  const spacing = new CSSStyleSheet();
  spacing.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`);

  const narrow = () => {
    for (const one of document.querySelectorAll("details")) one.open = true;
    const plain = { "too wide": wide(), "cut off": cut(), "one over the other": over(), "words without a space": joined() };
    document.adoptedStyleSheets.push(spacing);
    const spaced = { "too wide if spaced": wide(), "cut off if spaced": cut(), "one over the other if spaced": over() };
    document.adoptedStyleSheets.pop();
    return { ...plain, ...spaced };
  };

  const isDrawn = (style, line) =>
    parseFloat(style[`${line}Width`]) >= 1 && !["none", "hidden"].includes(style[`${line}Style`]);
  const CONTROLS = "a, button, input:not([type=hidden]), select, textarea, summary";
  const DRAWN_BY_BROWSER = "[type=radio], [type=checkbox], summary";

  // With colours of the reader's own nothing is left of ours: a control is known by its lines.
  const forced = () => {
    const lineless = seen(CONTROLS).filter((one) => {
      const style = getComputedStyle(one);
      if (one.matches(DRAWN_BY_BROWSER)) return style.appearance === "none" && style.display !== "list-item";
      return !isDrawn(style, "borderBottom") && !style.textDecorationLine.includes("underline");
    });
    const ringless = seen(`${CONTROLS}, [tabindex="-1"][autofocus]`).filter((one) => {
      one.focus({ focusVisible: true, preventScroll: true });
      const style = getComputedStyle(one);
      return !isDrawn(style, "outline") || parseFloat(style.outlineWidth) < 2;
    });
    const kept = seen("body, body :not(svg, svg *)").filter(
      (one) => getComputedStyle(one).forcedColorAdjust === "none",
    );
    return {
      "without a line in forced colours": lineless.map(called),
      "without a ring when it has the focus": ringless.map(called),
      "keeps its own colours": kept.map(called),
    };
  };

  // What of some elements breaks rules of axe.
  const brokenRules = async (some, rules) => {
    const { violations } = await axe.run(some, { ...rules, resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`);
  };
  const broken = () => brokenRules(document, { rules: { "color-contrast": { enabled: false } } });

  // All that decides whether a text can be told from what is behind it.
  const look = (one) => {
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(one);
    const behind = [];
    for (let at = one; at; at = at.parentElement) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(at);
      behind.push(`${backgroundColor} ${backgroundImage} ${opacity}`);
    }
    const drawn = behind.filter((one) => one !== "rgba(0, 0, 0, 0) none 1");
    return [color, fontSize, fontWeight, textShadow, ...drawn].join(", ");
  };
  const hasText = (one) =>
    one.matches("input:not([type=hidden]), select, textarea") ||
    [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());

  // Texts with too little contrast, of those whose look is not known yet, and these looks: axe
  // takes most of its time for contrast, and pages that differ in words look alike.
  const faint = async (known) => {
    const fresh = new Map();
    for (const one of document.querySelectorAll("body, body *")) {
      if (!one.checkVisibility() || !hasText(one)) continue;
      const key = look(one);
      if (!known.includes(key) && !fresh.has(key)) fresh.set(key, one);
    }
    const some = [...fresh.values()];
    const rules = { runOnly: ["color-contrast"] };
    return { looks: [...fresh.keys()], faults: some.length ? await brokenRules(some, rules) : [] };
  };

  return { narrow, forced, broken, faint };
})();
