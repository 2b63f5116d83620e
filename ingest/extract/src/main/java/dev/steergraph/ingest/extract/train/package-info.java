/** The stage that trains an SAE for each hook point of a run. */
package dev.steergraph.ingest.extract.train;
