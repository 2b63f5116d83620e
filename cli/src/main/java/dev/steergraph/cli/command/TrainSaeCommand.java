package dev.steergraph.cli.command;

import dev.steergraph.cli.console.Interruption;
import dev.steergraph.cli.option.RowCount;
import dev.steergraph.cli.report.OutlierLines;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.extract.train.TrainSae;
import dev.steergraph.ingest.extract.train.TrainingSpec;
import dev.steergraph.ingest.sae.training.TrainedArchitecture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "train-sae",
        mixinStandardHelpOptions = true,
        description = "Trains one sparse autoencoder for each layer of a run, and writes it in SAELens format.",
        footer = {
            "",
            "Examples:",
            "  steergraph train-sae --run runs/glosses --d-sae 4096 --k 32",
            "  steergraph train-sae --run runs/glosses --architecture matryoshka --visits 2M"
        })
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

    @Option(
            names = "--architecture",
            defaultValue = "batchtopk",
            paramLabel = "NAME",
            description = "batchtopk (default), topk, jumprelu or matryoshka.")
    private String architecture;

    @Option(
            names = "--visits",
            defaultValue = "0",
            paramLabel = "N",
            description = "Rows each SAE sees in all (default: by size of the run).")
    private String visits;

    @Option(names = "--batch", defaultValue = "0", paramLabel = "N", description = "Rows a step (default: 1024).")
    private int batch;

    @Option(
            names = "--metrics-every",
            defaultValue = "" + TrainingSpec.METRICS_EVERY,
            paramLabel = "N",
            description = "Steps between lines of metrics.jsonl (default: ${DEFAULT-VALUE}).")
    private int metricsEvery;

    @Option(names = "--device", defaultValue = "auto", description = "auto (default), cpu or gpu:N.")
    private String device;

    @Option(names = "--seed", defaultValue = "0", description = "Of weights and order of rows (default: 0).")
    private long seed;

    @Override
    public Integer call() throws IOException {
        TrainingSpec choice = new TrainingSpec(
                TrainedArchitecture.parse(architecture),
                dSae,
                k,
                RowCount.parse("--visits", visits),
                batch,
                seed,
                metricsEvery);
        try (RunDirectory directory = RunDirectory.existing(run)) {
            TrainSae training = new TrainSae(directory, progress());
            try {
                Interruption.allow(training::stop, () -> training.execute(choice, device, threads()));
            } catch (CancellationException e) {
                return Interruption.EXIT_CODE;
            }
            print(
                    directory.finished(Stages.TRAIN_SAE).result(),
                    "Trained SAEs are in " + run.resolve("sae") + "." + OutlierLines.of(directory));
        }
        return 0;
    }
}
