/** Whether SAEs belong to the activations that they are given for: how they do on the first rows of a run. */
@NullMarked
package dev.steergraph.ingest.extract.check;

import org.jspecify.annotations.NullMarked;
