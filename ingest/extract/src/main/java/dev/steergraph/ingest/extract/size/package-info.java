/** How large a job is for the machine it is given to: disk and hours. */
@NullMarked
package dev.steergraph.ingest.extract.size;

import org.jspecify.annotations.NullMarked;
