package dev.steergraph.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.steergraph.cypher.UserError;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What to export, and how; exactly one of the last four is not null.
 *
 * @param model whose newest run is meant
 * @param run or this one
 * @param format as {@link ExportFile} names it
 * @param features keys, with all correlations among them
 * @param community all of it
 * @param around a feature and its neighbourhood
 * @param paths the best paths between two features
 */
record ExportRequest(
        @JsonProperty("model") String model,
        @JsonProperty("run") String run,
        @JsonProperty("format") String format,
        @JsonProperty("features") List<String> features,
        @JsonProperty("community") Integer community,
        @JsonProperty("around") Around around,
        @JsonProperty("paths") Between paths) {

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
                && (features.isEmpty() || features.size() > Neighbours.MOST_NODES || features.contains(null))) {
            throw new UserError("features must list 1 to " + Neighbours.MOST_NODES + " keys");
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
                    || !(minAbsR >= 0 && minAbsR <= 1)) {
                throw new UserError(
                        "paths needs from and to, k from 1 to 100, maxHops from 1 to 12, and minAbsR from 0 to 1");
            }
        }
    }
}
