/** SAEs as they are published: the formats, their files on disk and on the hub, and the names they go by. */
@NullMarked
package dev.steergraph.ingest.sae.format;

import org.jspecify.annotations.NullMarked;
