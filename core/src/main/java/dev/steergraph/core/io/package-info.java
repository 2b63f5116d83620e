/** Foreign file formats, each implemented once, and files that appear as a whole or not at all. */
@NullMarked
package dev.steergraph.core.io;

import org.jspecify.annotations.NullMarked;
