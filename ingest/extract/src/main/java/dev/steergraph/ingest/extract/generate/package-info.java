/** Text from a model, and the vectors of steering recipes. */
package dev.steergraph.ingest.extract.generate;
