/** Options that several commands share, and what people write in them. */
@NullMarked
package dev.steergraph.cli.option;

import org.jspecify.annotations.NullMarked;
