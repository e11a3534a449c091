// form[data-shared]: one form that buttons all over the page belong to (attribute "form"). A list has
// hundreds of them: a form each, which htmx would have to learn, holds up the opening of the page.
// The pressed button asks; the parts of the answer named by data-select go into data-target.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-shared]") || !event.submitter) {
    return;
  }
  event.preventDefault();
  const { target, select } = form.dataset;
  window.htmx.ajax("POST", form.action, { source: event.submitter, target, select, swap: "innerHTML" });
});
