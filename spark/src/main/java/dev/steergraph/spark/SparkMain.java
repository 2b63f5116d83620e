package dev.steergraph.spark;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Stages on a cluster: what {@code spark-submit} starts. */
public final class SparkMain {

    private static final int MISTAKE = 2;

    private SparkMain() {}

    /**
     * Ends the process with 2 for a user's mistake, which is told in one sentence.
     *
     * @param arguments a command of {@code steergraph} and its options; or {@code pipeline}, options, and commands with theirs
     */
    public static void main(String[] arguments) throws IOException {
        try {
            List<Step> steps = Step.of(AbsolutePaths.of(Arrays.asList(arguments)));
            try (Cluster cluster = new Cluster()) {
                cluster.run(steps);
            }
        } catch (UserError e) {
            System.err.println("steergraph: " + e.getMessage());
            System.exit(MISTAKE);
        }
    }
}
