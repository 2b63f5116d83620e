// Numbers and names as people read them.

const WHOLE = new Intl.NumberFormat('en-US', {maximumFractionDigits: 0});

export const count = n => WHOLE.format(n ?? 0);
export const plural = (n, one, many = one + 's') => `${count(n)} ${Number(n) === 1 ? one : many}`;

/** A correlation with its sign: +0.71, −0.24. */
export function signed(r) {
  return (r < 0 ? '−' : '+') + Math.abs(r).toFixed(2);
}

/** Three significant digits, without an exponent down to a millionth. */
export function digits(x, n = 3) {
  if (x === null || x === undefined || Number.isNaN(x)) return '–';
  if (x === 0) return '0';
  const size = Math.abs(x);
  if (size < 1e-6) return x.toExponential(1).replace('-', '−');
  return String(Number(x.toPrecision(n))).replace('-', '−');
}

export function percent(share) {
  if (share === null || share === undefined) return '–';
  const value = share * 100;
  return (value >= 99.95 ? '100' : value >= 10 ? value.toFixed(1) : value >= 0.1 ? value.toFixed(2) : digits(value, 2)) + ' %';
}

/** "60 of 4,120" where there is more, else "60". */
export function part(page) {
  return page.truncated ? `${count(page.items.length)} of ${count(page.total)}` : count(page.total);
}

export function day(instant) {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? String(instant ?? '') : date.toISOString().slice(0, 16).replace('T', ' ') + ' UTC';
}

export {short} from './sets.js';
export const source = f => `${f.layer}-${f.sae}`;
export const printed = f => `${f.model}@${source(f)}:${f.index}`;
export const address = f => `${source(f)}/${f.index}`;
export const printedOfKey = key => key.slice(key.indexOf('/') + 1);
/** 3-res/650 of a key. */
export const addressOfKey = key => printedOfKey(key).replace(/^[^@]*@/, '').replace(/:(?=\d+$)/, '/');
/** The key of what has this address in the run that is shown. */
export const keyOfAddress = (context, at) => `${context.currentRun.id}/${context.model}@${at.replace(/\/(?=\d+$)/, ':')}`;
/** Whether a text is an address of ours, such as 3-res/650; people also write 3:650. */
export const isAddress = text => /^\d+-[^/]+\/\d+$/.test(text);
/** Whether a text names a feature by layer and index alone, such as 3:650. */
export const isShort = text => /^\d+[:/]\d+$/.test(text.trim());
/** With a capital letter. */
export const sentence = text => text.charAt(0).toUpperCase() + text.slice(1);
