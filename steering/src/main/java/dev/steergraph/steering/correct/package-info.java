/** How what is added for one feature is corrected with regard to others: held back where they move, or led along as they go with it. */
@NullMarked
package dev.steergraph.steering.correct;

import org.jspecify.annotations.NullMarked;
