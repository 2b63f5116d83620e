/** What steering does to a model on texts that it is given: how features at later SAEs and predictions change. */
@NullMarked
package dev.steergraph.steering.measure;

import org.jspecify.annotations.NullMarked;
