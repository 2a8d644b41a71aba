// Sends what is being typed into a long field, a moment after the last key. Streamlit sends it only when the
// field is left, and a reload would lose it.

const PAUSE = 800; // milliseconds

let stop = () => {};

export default function (component) {
  const { data, setTriggerValue } = component;
  stop();
  let waiting = 0;
  const typed = (event) => {
    const field = event.target;
    if (field.tagName !== "TEXTAREA" || !field.closest(`.${CSS.escape(data.field)}`)) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => setTriggerValue("typed", field.value), PAUSE);
  };
  const left = () => clearTimeout(waiting); // Streamlit sends it now
  document.addEventListener("input", typed);
  document.addEventListener("focusout", left);
  stop = () => {
    clearTimeout(waiting);
    document.removeEventListener("input", typed);
    document.removeEventListener("focusout", left);
  };
  return stop;
}
