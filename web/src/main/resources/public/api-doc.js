/* global SwaggerUIBundle */
// In the explorer's theme: the one that was chosen, or the system's.
const system = matchMedia('(prefers-color-scheme: dark)');
const paint = () => document.documentElement.classList.toggle('dark-mode', (document.documentElement.dataset.theme ?? (system.matches ? 'dark' : 'light')) === 'dark');
system.addEventListener('change', paint);
paint();

/** What Swagger UI leaves without a name, or names twice. */
function nameControls() {
  document.querySelectorAll('textarea.body-param__text:not([aria-label])').forEach(field => field.setAttribute('aria-label', 'Request body'));
  document.querySelectorAll('label[id]').forEach(label => { if (label.querySelector('[id="' + CSS.escape(label.id) + '"]')) label.removeAttribute('id'); });
}
new MutationObserver(nameControls).observe(document.getElementById('api'), {childList: true, subtree: true});

// Without deep links, as these would be links within buttons.
SwaggerUIBundle({url: '/openapi.json', dom_id: '#api', deepLinking: false, validatorUrl: null, tryItOutEnabled: true});
