package dev.steergraph.ingest.load.labels;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.RunId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which features a file's explanations are of. */
final class LabelMatch {

    /** Names told in a message. */
    private static final int TOLD = 4;

    private final String file;
    private final RunId run;
    private final List<GraphSet> sets;
    private final Map<String, Optional<GraphSet>> known = new HashMap<>();
    private final Set<String> others = new LinkedHashSet<>();
    private final Set<String> features = new HashSet<>();
    private long found;
    private long unknownCount;
    private long otherCount;
    private @Nullable Label unknown;

    LabelMatch(String file, RunId run, List<GraphSet> sets) {
        this.file = file;
        this.run = run;
        this.sets = sets;
    }

    /** The key of its feature; nothing if that is of another SAE, or outside of its SAE. */
    Optional<String> key(Label label) {
        return set(label).filter(set -> label.index() < set.size()).map(set -> set.key(run, label.index()));
    }

    void count(Label label) {
        Optional<String> key = key(label);
        if (key.isPresent()) {
            found++;
            features.add(key.get());
        } else if (set(label).isPresent()) {
            unknownCount++;
            unknown = label;
        } else {
            otherCount++;
            if (others.size() <= TOLD) {
                others.add(label.origin());
            }
        }
    }

    private Optional<GraphSet> set(Label label) {
        return known.computeIfAbsent(label.source() + " " + label.origin(), origin -> find(label));
    }

    private Optional<GraphSet> find(Label label) {
        List<GraphSet> fitting = sets.stream().filter(set -> set.isOf(label)).toList();
        if (fitting.size() > 1) {
            throw new UserError(file + " explains features of " + label.origin() + ", which may be those of "
                            + fitting.stream().map(GraphSet::toString).collect(Collectors.joining(" or "))
                            + "; say which: --labels " + fitting.get(0).sae() + "=" + file + ".")
                    .in("labels");
        }
        return fitting.stream().findFirst();
    }

    /** @throws UserError if no explanation is of a feature of the run */
    void requireAny() {
        if (found > 0) {
            return;
        }
        String has = "run " + run + " has "
                + sets.stream().limit(TOLD).map(GraphSet::toString).collect(Collectors.joining(", "))
                + (sets.size() > TOLD ? " and others" : "");
        if (unknown != null) {
            throw new UserError(file + " explains features such as " + unknown.index() + " of " + unknown.origin()
                            + ", and " + has + " with fewer; give the explanations of an SAE of this width.")
                    .in("labels");
        }
        throw new UserError(
                        others.isEmpty()
                                ? file + " holds no explanation."
                                : file + " explains features of "
                                        + others.stream().limit(TOLD).collect(Collectors.joining(", "))
                                        + (others.size() > TOLD ? " and others" : "") + ", and " + has
                                        + "; give the explanations of one of these.")
                .in("labels");
    }

    LabelCounts counts(long written, long empty) {
        // What is in the range of a set's indices, but is no feature in the graph, was not written.
        return new LabelCounts(file, written, features.size(), unknownCount + found - written, otherCount, empty);
    }
}
