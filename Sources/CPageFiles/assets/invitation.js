// Takes the invitation's secret out of the address, where browsers keep it to themselves, and sends it in the form.
const form = document.getElementById("invitation");
const secret = location.hash.slice(1);
if (form && secret) {
  // Out of the history too, before anything else.
  history.replaceState(null, "", location.pathname + location.search);
  form.elements.secret.value = secret;
  form.requestSubmit();
}
