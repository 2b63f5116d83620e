package dev.steergraph.bench;

import dev.steergraph.bench.correlation.CorrelationBench;
import dev.steergraph.bench.explorer.ExplorerBench;
import dev.steergraph.bench.extraction.ArchitecturesBench;
import dev.steergraph.bench.extraction.ExtractionBench;
import dev.steergraph.bench.harness.Options;
import dev.steergraph.bench.harness.Workbench;
import dev.steergraph.bench.load.LoadBench;
import dev.steergraph.bench.memory.MemoryBench;
import dev.steergraph.bench.minilm.MiniLmBench;
import dev.steergraph.bench.path.PathsBench;
import dev.steergraph.bench.sae.EncodeBench;
import dev.steergraph.bench.sae.SaeTrainingBench;
import dev.steergraph.bench.shares.SharesBench;
import dev.steergraph.bench.steering.SteeringBench;
import dev.steergraph.bench.views.ViewsBench;
import dev.steergraph.core.UserError;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What {@code bench/run} runs. */
final class Bench {

    private Bench() {}

    public static void main(String[] arguments) throws IOException {
        // Warnings of libraries would stand between the lines of the tables.
        Logger.getLogger("").setLevel(Level.SEVERE);
        try {
            run(Workbench.fromEnvironment(System.getenv()), Arrays.asList(arguments));
        } catch (UserError e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(2);
        }
    }

    static void run(Workbench bench, List<String> arguments) throws IOException {
        String name = arguments.isEmpty() ? "nothing" : arguments.get(0);
        if (name.equals("micro")) {
            org.openjdk.jmh.Main.main(arguments.subList(1, arguments.size()).toArray(String[]::new));
            return;
        }
        Options options = new Options(arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size()));
        switch (name) {
            case "extraction" -> ExtractionBench.run(bench, options);
            case "architectures" -> ArchitecturesBench.run(bench, options);
            case "minilm" -> MiniLmBench.run(bench, options);
            case "memory" -> MemoryBench.run(bench, options);
            case "correlation" -> CorrelationBench.run(bench, options);
            case "shares" -> SharesBench.run(bench, options);
            case "sae-training" -> SaeTrainingBench.run(bench, options);
            case "load" -> LoadBench.run(bench, options);
            case "paths" -> PathsBench.run(bench, options);
            case "explorer" -> ExplorerBench.run(bench, options);
            case "encode" -> EncodeBench.run(bench, options);
            case "steering" -> SteeringBench.run(bench, options);
            case "views" -> ViewsBench.run(bench, options);
            default ->
                throw new UserError(
                        "\"" + name
                                + "\" is no benchmark; the benchmarks are extraction, architectures, minilm, memory, correlation, shares, sae-training, encode, load, paths, steering, explorer, views and micro.");
        }
    }
}
