package dev.steergraph.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.steergraph.core.UserError;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What to export, and how; exactly one of features, community, around and paths is not null.
 *
 * @param model whose newest run is meant
 * @param run or this one
 * @param format as {@link ExportFile} names it
 * @param features keys, with all correlations among them
 * @param community all of it
 * @param around a feature and its neighbourhood
 * @param paths the best paths between two features
 * @param strength for steering: multiples of each feature's largest activation, 1 if null; negative suppresses
 * @param blocks for a recipe: what the model calls its blocks in transformers, {@code layers} if null
 */
record ExportRequest(
        @JsonProperty("model") String model,
        @JsonProperty("run") String run,
        @JsonProperty("format") String format,
        @JsonProperty("features") List<String> features,
        @JsonProperty("community") Integer community,
        @JsonProperty("around") Around around,
        @JsonProperty("paths") Between paths,
        @JsonProperty("strength") Double strength,
        @JsonProperty("blocks") String blocks) {

    private static final double STRONGEST = 1_000;
    private static final Pattern BLOCKS = Pattern.compile("[A-Za-z0-9_.]{1,60}");

    ExportRequest {
        if (model == null || model.length() > Query.LONGEST_TEXT) {
            throw new UserError("model is missing, or longer than " + Query.LONGEST_TEXT + " characters");
        }
        if (Stream.of(features, community, around, paths)
                        .filter(Objects::nonNull)
                        .count()
                != 1) {
            throw new UserError("say what to export: features, community, around or paths, one of them");
        }
        if (features != null
                && (features.isEmpty()
                        || features.size() > Neighbours.MOST_NODES
                        || features.stream().anyMatch(key -> key == null || key.length() > Neighbours.LONGEST_KEY))) {
            throw new UserError("features must list 1 to " + Neighbours.MOST_NODES + " keys");
        }
        strength = strength == null ? 1 : strength;
        if (!(Math.abs(strength) <= STRONGEST)) {
            throw new UserError("strength must be a number from -1000 to 1000");
        }
        blocks = blocks == null ? "layers" : blocks;
        if (!BLOCKS.matcher(blocks).matches()) {
            throw new UserError("blocks must be 1 to 60 letters, digits, dots and underscores, such as layers");
        }
    }

    /** @param hops 1 or 2: three reach the whole graph */
    record Around(
            @JsonProperty("key") String key,
            @JsonProperty("hops") int hops) {
        Around {
            if (key == null || hops < 1 || hops > 2) {
                throw new UserError("around needs a key, and hops 1 or 2");
            }
        }
    }

    /**
     * @param k how many paths are searched, 10 if null
     * @param only the ranks of those to export, from 0; all if null
     */
    record Between(
            @JsonProperty("from") String from,
            @JsonProperty("to") String to,
            @JsonProperty("k") Integer k,
            @JsonProperty("maxHops") Integer maxHops,
            @JsonProperty("minAbsR") double minAbsR,
            @JsonProperty("only") List<Integer> only) {
        Between {
            k = k == null ? 10 : k;
            maxHops = maxHops == null ? 6 : maxHops;
            if (from == null
                    || to == null
                    || k < 1
                    || k > 100
                    || maxHops < 1
                    || maxHops > 12
                    || !(minAbsR >= 0 && minAbsR <= 1)
                    || only != null && (only.size() > 100 || only.contains(null))) {
                throw new UserError(
                        "paths needs from and to, k from 1 to 100, maxHops from 1 to 12, and minAbsR from 0 to 1");
            }
        }
    }
}
