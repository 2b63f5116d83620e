/**
 * The search for all edges: a filter that tells quickly which sparse pairs may be strong, and the exact decision about those.
 */
@NullMarked
package dev.steergraph.ingest.correlate.kernel;

import org.jspecify.annotations.NullMarked;
