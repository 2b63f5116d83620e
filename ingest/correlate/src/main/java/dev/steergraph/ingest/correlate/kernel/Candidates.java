package dev.steergraph.ingest.correlate.kernel;

/**
 * Pairs of sparse features that may be strong.
 *
 * @param feature local number of one
 * @param partners local numbers of the others
 */
record Candidates(int feature, int[] partners) {}
