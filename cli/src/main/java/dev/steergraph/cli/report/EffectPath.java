package dev.steergraph.cli.report;

import dev.steergraph.analytics.path.SteeringPath;
import java.util.List;
import java.util.Map;

/**
 * A path by effect, as {@code --json} prints it.
 *
 * @param keys the features passed
 * @param hops the effects between them
 * @param product of what the effects count, 0 to 1
 * @param sign product of their signs
 */
public record EffectPath(List<String> keys, List<EffectHop> hops, double product, int sign) {

    /**
     * One effect.
     *
     * @param sourceKey the feature that was steered
     * @param targetKey the feature that moves
     * @param effect in its standard deviations
     * @param z the effect by its standard error
     */
    public record EffectHop(String sourceKey, String targetKey, double effect, double z) {}

    /** The paths under their name. */
    public static Map<String, List<EffectPath>> all(List<SteeringPath> paths) {
        return Map.of("paths", paths.stream().map(EffectPath::of).toList());
    }

    private static EffectPath of(SteeringPath path) {
        return new EffectPath(
                path.keys(),
                path.hops().stream()
                        .map(hop -> new EffectHop(hop.sourceKey(), hop.targetKey(), hop.r(), hop.mi()))
                        .toList(),
                path.product(),
                path.sign());
    }
}
