// Questions to the server. A refusal becomes an Error with the server's sentence and the request's id.

export class Refusal extends Error {
  constructor(sentence, status, requestId) {
    super(sentence);
    this.status = status;
    this.requestId = requestId;
  }
}

export const get = (path, parameters, signal) => ask(path + query(parameters), {signal});

export const post = (path, body, signal) => ask(path, sent('POST', body, signal));
export const put = (path, body) => ask(path, sent('PUT', body));
export const remove = (path, parameters) => ask(path + query(parameters), {method: 'DELETE'});

/** A file that the server makes: {name, blob}. */
export async function file(path, body) {
  const response = await answered(path, sent('POST', body));
  const name = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') || '')?.[1] ?? 'steergraph';
  return {name, blob: await response.blob()};
}

/** An answer that comes line by line: each is given on as it comes. */
export async function lines(path, body, signal, onLine) {
  const response = await answered(path, sent('POST', body, signal));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const {value, done} = await reader.read();
    const parts = (rest + (value ?? '')).split('\n');
    rest = parts.pop();
    parts.filter(Boolean).forEach(line => onLine(JSON.parse(line)));
    if (done) return;
  }
}

/** What a problem that came in a line says. */
export const refusal = problem => new Refusal(sentence(problem.detail), problem.status, problem.requestId);

const sent = (method, body, signal) => ({method, body: JSON.stringify(body), headers: {'Content-Type': 'application/json'}, signal});

async function ask(url, options) {
  const response = await answered(url, options);
  return response.status === 204 ? null : response.json();
}

async function answered(url, options) {
  let response;
  try {
    response = await fetch(url, {...options, headers: {Accept: 'application/json', ...options.headers}});
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Refusal('The explorer does not answer; check that it still runs, then try again.', 0, null);
  }
  if (response.ok) return response;
  let problem = {};
  if ((response.headers.get('Content-Type') || '').includes('json')) problem = await response.json();
  throw new Refusal(sentence(problem.detail || response.statusText), response.status, problem.requestId);
}

const sentence = text => text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.');

/** ?a=1&b=2 of what is neither empty nor undefined. */
export function query(parameters = {}) {
  const used = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && value !== '') used.set(name, value);
  }
  const text = used.toString().replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%2C', ',');
  return text ? '?' + text : '';
}
