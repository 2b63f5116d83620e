// The forms that a part of the graph can be had in, by what they are for.

/** @type {[string, [string, string, string][]][]} the kinds, and of each form its format, its name, what reads it */
export const KINDS = [
  ['For steering', [
    ['recipe', 'Steering recipe', 'recipe.json, decoder vectors, lm-eval.pt and Neuronpedia’s request, in a zip'],
    ['neuronpedia-steer', 'Neuronpedia', 'the body of its POST /api/steer'],
  ]],
  ['As tables', [
    ['csv', 'CSV', 'nodes.csv and edges.csv, in a zip'], ['npz', 'NumPy', 'adjacency.npz for scipy and nodes.csv, in a zip'],
  ]],
  ['As a graph', [
    ['json', 'JSON', 'everything that is known, one file'], ['graphml', 'GraphML', 'networkx, Gephi, yEd, igraph, Cytoscape'],
    ['gexf', 'GEXF', 'Gephi, Gephi Lite'], ['cx2', 'CX2', 'Cytoscape, NDEx'], ['circuit-tracer', 'circuit-tracer', 'its viewer'],
  ]],
];

export const isFormat = format => KINDS.some(([, all]) => all.some(([f]) => f === format));

/** Whether coefficient and blocks matter to it. */
export const steers = format => format === 'recipe' || format === 'neuronpedia-steer';
