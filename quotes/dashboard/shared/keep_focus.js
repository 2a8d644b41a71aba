// Where the focus goes when the button or link that a key pressed is gone: to what is in its place, or else to the
// heading of the page. The page of quotes has its own ways (filter_panel.js, quote_list.js).
{
  const focusable = ":is(button, input, textarea, select):enabled, a[href], summary";
  const watched = { childList: true, subtree: true, attributeFilter: ["data-test-script-state", "data-stale"] };
  let pressed = null, places = [], title = "";
  const heading = () => document.querySelector("h1");
  // The containers with a key, the innermost first.
  const placesOf = (element) => {
    const found = [];
    for (let at = element; (at = at.closest?.("[class*='st-key-']")); at = at.parentElement) {
      found.push([...at.classList].find((name) => name.startsWith("st-key-")));
    }
    return found;
  };
  const isAtRest = () =>
    document.querySelector("[data-test-script-state=notRunning]") && !document.querySelector("[data-stale=true]");
  document.addEventListener("keydown", ({ key, target }) => {
    const isPress = (key === "Enter" || key === " ") && target.matches?.("button, a[href]");
    pressed = isPress && !target.closest(".st-key-quotes-view") ? target : null;
    places = pressed ? placesOf(pressed) : [];
    title = heading()?.textContent;
  }, true);
  const forget = ({ target }) => {
    if (target !== pressed) pressed = null;
  };
  document.addEventListener("focusin", forget, true);
  document.addEventListener("pointerdown", forget, true);
  new MutationObserver(() => {
    if (!pressed || pressed.isConnected || document.activeElement !== document.body || !isAtRest()) return;
    pressed = null;
    if (document.querySelector(".st-key-quotes-view")) return;
    const place = places.map((name) => document.querySelector(`.${CSS.escape(name)}`)?.querySelector(focusable)).find(Boolean);
    if (place) return place.focus({ preventScroll: true });
    const above = heading();
    if (!above) return;
    above.tabIndex = -1;
    above.focus({ preventScroll: above.textContent === title });
  }).observe(document, watched);
}
