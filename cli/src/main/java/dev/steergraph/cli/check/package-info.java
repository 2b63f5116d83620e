/** What doctor looks at, and whether the files of a run are those that were written. */
@NullMarked
package dev.steergraph.cli.check;

import org.jspecify.annotations.NullMarked;
