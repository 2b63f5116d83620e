// Details of the feature that was clicked in a drawing.
import {h, replace} from './dom.js';
import {contextText} from './context-text.js';
import {communityLink} from './feature-parts.js';
import {address, count, digits, percent, printed} from './format.js';
import {selectButton} from './select-button.js';
import {siteOf} from './sets.js';
import {steerButton} from './steer-state.js';
import {prettyLabel} from './tokens.js';

/**
 * @param {HTMLElement} element
 * @param {any} feature
 * @param {any} context
 * @param {{expand?: any, hide?: any, pick?: any, picked?: boolean, centre: any, centreText?: string, map?: boolean, close: any}} does
 */
export function drawer(element, feature, context, {expand, hide, pick, picked, centre, centreText = 'Put in the centre', map = true, close}) {
  element.hidden = !feature;
  if (!feature) return;
  const state = feature.key + (picked ? ' picked' : '');
  if (element.dataset.key === state && element.childElementCount) return;
  element.dataset.key = state;
  const texts = h('div.texts', h('p.quiet', 'Loading its texts …'));
  replace(element,
    h('header', h('h2', prettyLabel(feature.label)), h('button.icon', {type: 'button', 'aria-label': 'Close', onclick: close}, '×')),
    h('code.printed', printed(feature)),
    h('dl.numbers', [siteOf(feature) && ['Site', siteOf(feature)], ['Density', percent(feature.density)], ['Max', digits(feature.max)], ['Correlates', count(feature.degree)],
      ['Community', communityLink(context, feature.community, feature.communityLabel)]].filter(Boolean).map(([dt, dd]) => h('div', h('dt', dt), h('dd', dd)))),
    h('p.actions',
      expand && h('button.button.small.primary', {type: 'button', onclick: () => expand(feature)}, 'Expand ', h('kbd', 'e')),
      pick && h('button.button.small', {type: 'button', 'aria-pressed': String(Boolean(picked)), onclick: () => pick(feature)},
        picked ? 'Picked ' : 'Pick for a path ', h('kbd', 'p')),
      selectButton(context, feature, 'Select'),
      hide && h('button.button.small', {type: 'button', onclick: () => hide(feature)}, 'Hide ', h('kbd', 'h')),
      h('a.button.small', {href: context.to(address(feature))}, 'Open'),
      h('a.button.small', {href: centre(feature)}, centreText),
      map && h('a.button.small', {href: context.to('map', {chosen: address(feature)})}, 'On the map'),
      steerButton(context, [feature], 'a.button.small'),
      h('a.button.small', {href: context.to('paths', {from: address(feature)})}, 'Paths from here')),
    h('h3', 'Where it fires most'), texts);
  context.ask(`/api/features/${address(feature)}`, {contexts: 4, correlates: 1}).then(body => {
    replace(texts, body.contexts.items.length ? body.contexts.items.map(c => contextText(c, feature.max)) : h('p.quiet', 'No text was kept for it.'));
  }, error => {
    // What was asked for another view of the same feature is asked again by the next one.
    if (error.name === 'AbortError') delete element.dataset.key;
    else replace(texts, h('p.quiet', error.message));
  });
}
