// Raw tokenizer tokens as text that reads naturally: WordPiece (##ing), SentencePiece (▁the), byte-level BPE (Ġthe).

const SPECIAL = /^(\[(CLS|SEP|PAD|UNK|MASK)\]|<\/?s>|<(bos|eos|pad|unk)>|<\|.*\|>)$/;
const CLOSING = /^[.,;:!?%)\]}'’”]$/;
const OPENING = /^[([{$“‘]$/;

export const isSpecial = token => SPECIAL.test(token);

/** One token alone, as in a label: "-ing" for a continuation, no marks for the rest. */
export function pretty(token) {
  if (token.startsWith('##')) return '-' + token.slice(2);
  const text = decode(token).replace(/^[▁ ]+/, '');
  return text.trim() === '' ? visible(token) : text;
}

export const prettyLabel = label => (label ? label.split(', ').map(pretty).join(', ') : '(never fired)');

/** For each token the text to show, with the space before it where one belongs. */
export function texts(tokens) {
  const style = styleOf(tokens);
  return tokens.map((token, i) => {
    if (isSpecial(token)) return {space: i > 0 ? ' ' : '', text: token};
    if (style !== 'wordpiece') return spaced(style === 'bpe' ? decode(token) : token.replaceAll('▁', ' '));
    if (token.startsWith('##')) return {space: '', text: token.slice(2)};
    return {space: i > 0 && !joins(tokens, i) ? ' ' : '', text: token};
  });
}

function styleOf(tokens) {
  if (tokens.some(t => t.startsWith('▁'))) return 'sentencepiece';
  return tokens.some(t => /[ĠĊ]/.test(t)) ? 'bpe' : 'wordpiece';
}

function spaced(text) {
  const body = text.replace(/^ +/, '');
  const shown = body.replaceAll('\n', '↵').replaceAll('\t', '⇥');
  return {space: text.length > body.length ? ' ' : '', text: shown === '' ? '␣' : shown};
}

/** Whether a word piece follows the one before without a space, as punctuation does. */
function joins(tokens, i) {
  const before = tokens[i - 1];
  if (CLOSING.test(tokens[i]) || OPENING.test(before)) return true;
  const apostrophe = before === "'" || before === '’';
  if (apostrophe && /^(s|t|d|m|ll|re|ve)$/.test(tokens[i])) return true;
  return tokens[i] === '-' || before === '-' || (before === '.' && /^\d+$/.test(tokens[i]) && /^\d+$/.test(tokens[i - 2] ?? ''));
}

function visible(token) {
  return token.replaceAll('Ġ', '␣').replaceAll('▁', '␣').replaceAll('Ċ', '↵').replaceAll('\n', '↵') || '∅';
}

const BYTES = byteTable();

/** GPT-2's byte-level alphabet back to text; a token that ends inside a character is left as it is. */
function decode(token) {
  const bytes = [];
  for (const char of token) {
    const byte = BYTES.get(char);
    if (byte === undefined) return token;
    bytes.push(byte);
  }
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(Uint8Array.from(bytes));
  } catch {
    return token;
  }
}

function byteTable() {
  const table = new Map();
  let next = 256;
  for (let byte = 0; byte < 256; byte++) {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    table.set(String.fromCodePoint(printable ? byte : next++), byte);
  }
  return table;
}
