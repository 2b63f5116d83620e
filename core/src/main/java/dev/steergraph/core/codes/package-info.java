/** Sparse codes and dense activations of a run: in memory, mapped from disk, and as delphi caches them. */
package dev.steergraph.core.codes;
