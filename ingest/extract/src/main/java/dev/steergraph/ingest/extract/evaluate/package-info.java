/** How well SAEs reconstruct held-out documents, and how much of a model's prediction survives. */
package dev.steergraph.ingest.extract.evaluate;
