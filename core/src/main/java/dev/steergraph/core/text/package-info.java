/** Documents, and tokens as text. */
@NullMarked
package dev.steergraph.core.text;

import org.jspecify.annotations.NullMarked;
