/** Sparse codes and dense activations of a run: in memory, mapped from disk, and as delphi caches them. */
@NullMarked
package dev.steergraph.core.codes;

import org.jspecify.annotations.NullMarked;
