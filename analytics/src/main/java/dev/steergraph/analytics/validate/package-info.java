/** The stage validate: whether features and communities mean something, and the report that says so. */
@NullMarked
package dev.steergraph.analytics.validate;

import org.jspecify.annotations.NullMarked;
