package dev.steergraph.cli;

import dev.steergraph.ingest.pipeline.Encode;
import dev.steergraph.ingest.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "encode",
        mixinStandardHelpOptions = true,
        description = "Encodes a run's activations to sparse codes.",
        footer = {
            "",
            "Examples:",
            "  steergraph encode --run runs/glosses",
            "  steergraph encode --run runs/glosses --sae 3=saes/blocks.3.hook_resid_post"
        })
final class EncodeCommand extends SteerGraphCommand {

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "The run directory.")
    private Path run;

    @Option(
            names = "--sae",
            paramLabel = "LAYER=DIR",
            description = "An SAE in SAELens format for a layer (default: the one trained in the run).")
    private Map<Integer, Path> saes = new TreeMap<>();

    @Option(names = "--device", defaultValue = "auto", description = "auto (default), cpu or gpu:N.")
    private String device;

    @Override
    public Integer call() throws IOException {
        try (RunDirectory directory = RunDirectory.existing(run)) {
            new Encode(directory, progress()).execute(saes, device);
            print(directory.stage(Encode.STAGE).orElseThrow().report(), "Codes are in " + run.resolve("codes") + ".");
        }
        return 0;
    }
}
