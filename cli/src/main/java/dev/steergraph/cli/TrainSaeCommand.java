package dev.steergraph.cli;

import dev.steergraph.cypher.UserError;
import dev.steergraph.ingest.pipeline.TrainSae;
import dev.steergraph.ingest.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "train-sae",
        mixinStandardHelpOptions = true,
        description = "Trains one sparse autoencoder for each layer of a run, and writes it in SAELens format.",
        footer = {"", "Example:", "  steergraph train-sae --run runs/glosses --d-sae 4096 --k 32"})
final class TrainSaeCommand extends SteerGraphCommand {

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "The run directory.")
    private Path run;

    @Option(
            names = "--d-sae",
            defaultValue = "4096",
            paramLabel = "N",
            description = "Number of features (default: 4096).")
    private int dSae;

    @Option(
            names = "--k",
            defaultValue = "32",
            paramLabel = "N",
            description = "Mean number of active features a row (default: 32).")
    private int k;

    @Option(names = "--architecture", defaultValue = "batchtopk", description = "batchtopk (default).")
    private String architecture;

    @Option(
            names = "--visits",
            defaultValue = "0",
            paramLabel = "N",
            description = "Rows each SAE sees in all (default: by size of the run).")
    private String visits;

    @Option(names = "--device", defaultValue = "auto", description = "auto (default), cpu or gpu:N.")
    private String device;

    @Option(names = "--seed", defaultValue = "0", description = "Of weights and order of rows (default: 0).")
    private long seed;

    @Override
    public Integer call() throws IOException {
        if (!architecture.equals("batchtopk")) {
            throw new UserError(
                    "Architecture \"" + architecture + "\" cannot be trained; use --architecture batchtopk.");
        }
        try (RunDirectory directory = RunDirectory.existing(run)) {
            new TrainSae(directory, progress()).execute(dSae, k, count("--visits", visits), seed, device, threads());
            print(
                    directory.stage(TrainSae.STAGE).orElseThrow().report(),
                    "Trained SAEs are in " + run.resolve("sae") + ".");
        }
        return 0;
    }
}
