package dev.steergraph.cli;

import dev.steergraph.cypher.RunId;
import dev.steergraph.ingest.pipeline.Extract;
import dev.steergraph.ingest.pipeline.ExtractParameters;
import dev.steergraph.ingest.pipeline.ExtractParameters.Pool;
import dev.steergraph.ingest.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "extract",
        mixinStandardHelpOptions = true,
        description = "Runs text through a model and writes the residual stream of chosen layers.",
        footer = {
            "",
            "Examples:",
            "  steergraph extract --run runs/glosses --model minilm --layers 1,3,5 --corpus wordnet --tokens 200k",
            "  steergraph extract --run runs/mine --model minilm --layers 3 --corpus notes.txt more.jsonl --pool mean"
        })
final class ExtractCommand extends SteerGraphCommand {

    @Option(
            names = "--run",
            required = true,
            paramLabel = "DIR",
            description = "The run directory; it is made if it is not there.")
    private Path run;

    @Option(names = "--model", defaultValue = "minilm", paramLabel = "ID", description = "The model: minilm (default).")
    private String model;

    @Option(
            names = "--layers",
            required = true,
            split = ",",
            paramLabel = "N",
            description = "Blocks whose resid_post is read, counted from 0.")
    private List<Integer> layers;

    @Option(
            names = "--corpus",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "wordnet, or files: a document per line; in .jsonl files their field \"text\".")
    private List<String> corpus;

    @Option(
            names = "--tokens",
            defaultValue = "all",
            paramLabel = "N",
            description = "Rows wanted: 20000, 200k, 1M or all (default).")
    private String tokens;

    @Option(
            names = "--prompts",
            defaultValue = "all",
            paramLabel = "N",
            description = "Documents wanted at most (default: all).")
    private String prompts;

    @Option(
            names = "--context",
            defaultValue = "256",
            paramLabel = "N",
            description = "Longest sequence in tokens; longer documents are cut (default: 256).")
    private int context;

    @Option(
            names = "--pool",
            defaultValue = "token",
            description = "One row per token (default) or the mean of each document: ${COMPLETION-CANDIDATES}.")
    private Pool pool;

    @Option(names = "--device", defaultValue = "auto", description = "auto (default), cpu or gpu:N.")
    private String device;

    @Option(names = "--seed", defaultValue = "0", description = "Order of the WordNet glosses (default: 0).")
    private long seed;

    @Override
    public Integer call() throws IOException {
        ExtractParameters parameters = new ExtractParameters(
                model,
                layers,
                corpus,
                count("--tokens", tokens),
                count("--prompts", prompts),
                context,
                pool,
                device,
                seed);
        try (RunDirectory directory = RunDirectory.open(run, runId(run))) {
            new Extract(directory, parameters, progress()).execute(true);
            print(
                    directory.stage(Extract.STAGE).orElseThrow().report(),
                    "Extracted " + directory.corpus().get("rows") + " rows from "
                            + directory.corpus().get("documents") + " documents into " + run + ".");
        }
        return 0;
    }

    /** A run is named after its folder. */
    static RunId runId(Path folder) {
        String name = folder.toAbsolutePath().normalize().getFileName().toString();
        return new RunId(name.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^\\.", "_"));
    }
}
