/** How far two partitions of the same things agree. */
@NullMarked
package dev.steergraph.analytics.community.agreement;

import org.jspecify.annotations.NullMarked;
