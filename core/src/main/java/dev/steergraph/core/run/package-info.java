/** The run directory: its manifest, where each file lies, and how to read what extraction wrote. */
@NullMarked
package dev.steergraph.core.run;

import org.jspecify.annotations.NullMarked;
