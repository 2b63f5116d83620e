// A text with the strength of one feature behind each token.
import {h, replace} from './dom.js';
import {opacityOf} from './colours.js';
import {isSpecial, texts} from './tokens.js';

const WINDOW = 40;
/** From this opacity on, black has more contrast on the fire's colour in the dark than white has. */
const STRONG = 0.64;

export function contextText(context, max) {
  const tokens = context.tokens ?? [];
  const shown = texts(tokens);
  const box = h('p.text');
  const draw = (from, to) => {
    const spans = [];
    if (from > 0) spans.push(h('button.widen', {type: 'button', onclick: () => draw(0, tokens.length), title: 'Show the whole text'}, '…'));
    for (let i = from; i < to; i++) spans.push(shown[i].space, token(tokens[i], shown[i].text, context, i, max));
    if (to < tokens.length) spans.push(h('button.widen', {type: 'button', onclick: () => draw(0, tokens.length), title: 'Show the whole text'}, '…'));
    replace(box, spans);
  };
  draw(Math.max(0, context.token - WINDOW), Math.min(tokens.length, context.token + WINDOW));
  return box;
}

function token(raw, text, context, i, max) {
  const value = context.activations?.[i] ?? 0;
  const classes = [isSpecial(raw) ? 'special' : '', i === context.token ? 'strongest' : ''].join(' ').trim();
  if (!(value > 0) && !classes) return text;
  return h('span', {
    class: classes, title: value > 0 ? `${raw} · ${value.toFixed(3)}` : raw,
    style: value > 0 ? {'--fire': opacityOf(value, max).toFixed(3)} : {},
    ...(value > 0 && {'data-fires': value.toFixed(3)}),
    ...(opacityOf(value, max) >= STRONG && {'data-strong': ''}),
  }, text);
}
