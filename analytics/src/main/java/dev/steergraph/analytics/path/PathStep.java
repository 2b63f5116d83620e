package dev.steergraph.analytics.path;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a path's first feature after some of its hops.
 *
 * @param product of |r| over the hops so far
 * @param sign of the product of r
 * @param gain how much the feature reached here is expected to change when the first one's activation changes by one, if each
 *     hop is a linear regression that knows only the feature before it: sign · product · sd(here) / sd(first); null if a
 *     standard deviation is not known, or that of the first is 0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PathStep(double product, int sign, @Nullable Double gain) {}
