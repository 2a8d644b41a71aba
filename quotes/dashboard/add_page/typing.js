// Sends what is being typed into a long field, a moment after the last key. Streamlit sends it only when the
// field is left, and a reload would lose it.

const PAUSE = 800; // milliseconds

let waiting = 0; // outlives a drawing: what is typed while the page is being drawn is not lost
let name = null; // the class of the field
let send = () => {};

export default function (component) {
  const { data, setTriggerValue } = component;
  name = data.field;
  send = (words) => setTriggerValue("typed", words);
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!name || field.tagName !== "TEXTAREA" || !field.closest(`.${CSS.escape(name)}`)) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => field.isConnected && send(field.value), PAUSE);
});
document.addEventListener("focusout", () => clearTimeout(waiting)); // Streamlit sends it now
