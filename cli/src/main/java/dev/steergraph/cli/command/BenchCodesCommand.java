package dev.steergraph.cli.command;

import dev.steergraph.cli.option.RowCount;
import dev.steergraph.cli.option.RunName;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.correlate.synthetic.SyntheticRun;
import dev.steergraph.ingest.correlate.synthetic.SyntheticShape;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "bench-codes",
        mixinStandardHelpOptions = true,
        description = "Draws synthetic codes with planted correlated pairs, to measure correlation at any scale.",
        footer = {
            "",
            "Example:",
            "  steergraph bench-codes --features 16384 --layers 4 --rows 1M --active 80 --out runs/planted",
            "  steergraph correlate --run runs/planted"
        })
final class BenchCodesCommand extends SteerGraphCommand {

    @Option(names = "--features", required = true, paramLabel = "F", description = "Features of each layer.")
    private int features;

    @Option(names = "--layers", required = true, paramLabel = "L", description = "Layers.")
    private int layers;

    @Option(names = "--rows", required = true, paramLabel = "N", description = "Rows: 20000, 200k or 1M.")
    private String rows;

    @Option(
            names = "--active",
            required = true,
            paramLabel = "K",
            description = "Features that fire in each row of a layer.")
    private int active;

    @Option(names = "--seed", defaultValue = "0", description = "Of all that is drawn (default: 0).")
    private long seed;

    @Option(names = "--out", required = true, paramLabel = "RUN", description = "The run directory to write.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        int many = (int) Math.min(RowCount.parse("--rows", rows), Integer.MAX_VALUE);
        SyntheticShape shape = new SyntheticShape(features, layers, many, active, seed);
        try (RunDirectory directory = RunDirectory.open(out, RunName.of(out))) {
            new SyntheticRun(directory, progress()).execute(shape);
            print(
                    directory.finished(Stages.ENCODE).result(),
                    many + " rows of " + layers + " x " + features + " features are in " + out + "; "
                            + out.resolve(SyntheticRun.TRUTH) + " names the planted pairs.");
        }
        return 0;
    }
}
