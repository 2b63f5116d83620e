package dev.steergraph.web.api.export;

import dev.steergraph.analytics.path.PathMeasure;
import dev.steergraph.core.UserError;
import dev.steergraph.web.api.feature.FeatureKeys;
import dev.steergraph.web.api.path.PathFinder;
import dev.steergraph.web.openapi.Schema;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What to export of a run, and how; exactly one of features, community, around and paths is given. */
record ExportRequest(
        @Schema(
                description = "recipe: a zip of recipe.json, vectors.safetensors (decoder vectors and their sum),"
                        + " lm-eval.pt, and, where they can say all of it, lm-eval.csv, control-vector.gguf and"
                        + " neuronpedia-steer.json; it needs the run's files, which the run's \"recipes\" tells (409"
                        + " without). neuronpedia-steer: the body of Neuronpedia's POST /api/steer, from the graph"
                        + " alone, of features that are there. Both take at most 1,500 features")
        ExportFormat format,

        @Schema(
                description = "Keys, exported with all correlations among them; give exactly one of features,"
                        + " community, around and paths",
                maxItems = FeatureKeys.MAX_KEYS,
                maxLength = FeatureKeys.MAX_LENGTH)
        @Nullable
        List<String> features,

        @Schema(description = "All of it", minimum = 0, maximum = Integer.MAX_VALUE) @Nullable
        Integer community,

        @Nullable Around around,
        @Nullable Between paths,

        @Schema(
                description =
                        "For recipe and neuronpedia-steer: keys of those features that are steered; left out, what"
                                + " /api/export/steerable suggests",
                maxItems = FeatureKeys.MAX_KEYS,
                maxLength = FeatureKeys.MAX_LENGTH)
        @Nullable
        List<String> steered,

        @Schema(
                description = "For recipe and neuronpedia-steer: multiples of each feature's largest activation;"
                        + " negative suppresses",
                minimum = -MAX_COEFFICIENT,
                maximum = MAX_COEFFICIENT,
                defaultValue = "1")
        @Nullable
        Double coefficient,

        @Schema(
                description = "For recipe: what the model calls its blocks in transformers (layers; h in GPT-2), for"
                        + " lm-evaluation-harness",
                pattern = BLOCKS,
                defaultValue = "\"layers\"")
        @Nullable
        String blocks) {

    private static final double MAX_COEFFICIENT = 1_000;
    private static final String BLOCKS = "^[A-Za-z0-9_.]{1,60}$";

    ExportRequest {
        if (format == null) {
            throw new UserError("the format is missing");
        }
        if (Stream.of(features, community, around, paths)
                        .filter(Objects::nonNull)
                        .count()
                != 1) {
            throw new UserError("say what to export: features, community, around or paths, one of them");
        }
        if (features != null) {
            features = FeatureKeys.check("features", features);
            if (features.isEmpty()) {
                throw new UserError("features must list at least one key");
            }
        }
        if (steered != null) {
            steered = FeatureKeys.check("steered", steered);
        }
        if (coefficient != null && !(Math.abs(coefficient) <= MAX_COEFFICIENT)) {
            throw new UserError("coefficient must be a number from -1000 to 1000");
        }
        if (blocks != null && !Pattern.matches(BLOCKS, blocks)) {
            throw new UserError("blocks must be 1 to 60 letters, digits, dots and underscores, such as layers");
        }
    }

    double coefficientOrDefault() {
        return Objects.requireNonNullElse(coefficient, 1.0);
    }

    String blocksOrDefault() {
        return Objects.requireNonNullElse(blocks, "layers");
    }

    /** A feature and its neighbourhood; three hops reach the whole graph. */
    record Around(
            @Schema(maxLength = FeatureKeys.MAX_LENGTH) String key,
            @Schema(minimum = 1, maximum = MAX_HOPS) int hops) {

        private static final int MAX_HOPS = 2;

        Around {
            if (key == null || hops < 1 || hops > MAX_HOPS) {
                throw new UserError("around needs a key, and hops 1 or 2");
            }
        }
    }

    /** The best paths between two features. */
    record Between(
            String from,
            String to,

            @Schema(minimum = 1, maximum = PathFinder.MAX_PATHS, defaultValue = "" + PathFinder.DEFAULT_PATHS) @Nullable
            Integer k,

            @Schema(minimum = 1, maximum = PathFinder.MAX_HOPS, defaultValue = "" + PathFinder.DEFAULT_HOPS) @Nullable
            Integer maxHops,

            @Schema(minimum = 0, maximum = 1, defaultValue = "0")
            double minAbsR,

            @Schema(description = "Ranks of the ticked paths, from 0; all if left out", maxItems = PathFinder.MAX_PATHS)
            @Nullable
            List<Integer> only) {

        Between {
            if (from == null
                    || to == null
                    || !isWithin(k, PathFinder.MAX_PATHS)
                    || !isWithin(maxHops, PathFinder.MAX_HOPS)
                    || !(minAbsR >= 0 && minAbsR <= 1)
                    || only != null
                            && (only.size() > PathFinder.MAX_PATHS
                                    || only.stream().anyMatch(Objects::isNull))) {
                throw new UserError(
                        "paths needs from and to, k from 1 to 100, maxHops from 1 to 12, and minAbsR from 0 to 1");
            }
        }

        PathFinder.Request request() {
            return new PathFinder.Request(
                    from,
                    to,
                    Objects.requireNonNullElse(k, PathFinder.DEFAULT_PATHS),
                    Objects.requireNonNullElse(maxHops, PathFinder.DEFAULT_HOPS),
                    minAbsR,
                    PathMeasure.R);
        }

        /** Whether the path of this rank is to be exported. */
        boolean includes(int rank) {
            return only == null || only.contains(rank);
        }

        private static boolean isWithin(@Nullable Integer number, int maximum) {
            return number == null || number >= 1 && number <= maximum;
        }
    }
}
