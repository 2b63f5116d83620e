/** Communities of features, alone and compared. */
@NullMarked
package dev.steergraph.web.api.community;

import org.jspecify.annotations.NullMarked;
