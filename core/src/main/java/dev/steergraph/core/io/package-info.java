/** Foreign file formats, each implemented once, and files that appear as a whole or not at all. */
package dev.steergraph.core.io;
