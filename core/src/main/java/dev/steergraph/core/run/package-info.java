/** The run directory: its manifest, where each file lies, and how to read what extraction wrote. */
package dev.steergraph.core.run;
