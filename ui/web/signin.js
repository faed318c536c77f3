// Keeps the address that somebody came for while they sign in elsewhere, in this tab alone, and gives it back after.
const KEY = "policygraph.return";
export default function (component) {
  const { data, setTriggerValue } = component;
  const here = location.pathname.split("/").pop() + location.search;
  if (data.keep) {
    if (here) sessionStorage.setItem(KEY, here);
    return;
  }
  const kept = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (kept && kept !== here) setTriggerValue("go", kept);
}
