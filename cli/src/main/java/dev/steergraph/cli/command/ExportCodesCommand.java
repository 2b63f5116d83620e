package dev.steergraph.cli.command;

import dev.steergraph.analytics.exchange.delphi.DelphiExport;
import dev.steergraph.analytics.exchange.neuronpedia.NeuronpediaExport;
import dev.steergraph.core.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "export-codes",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Writes a run's features in the form of another tool: delphi's cached latents, or Neuronpedia's batches"
                        + " of features and activations.",
        footer = {
            "",
            "Correlations of the run, if it has any, become Neuronpedia's correlated_features. Examples:",
            "  steergraph export-codes --run runs/glosses --format delphi --out results/glosses/latents",
            "  steergraph export-codes --run runs/glosses --format neuronpedia --out exports"
        })
final class ExportCodesCommand extends SteerGraphCommand {

    private enum Format {
        DELPHI,
        NEURONPEDIA
    }

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "The run directory.")
    private Path run;

    @Option(names = "--format", required = true, paramLabel = "FORMAT", description = "delphi or neuronpedia.")
    private Format format;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where the files go; those of the same name are replaced.")
    private Path out;

    @Option(
            names = "--splits",
            defaultValue = "5",
            paramLabel = "N",
            description = "delphi: files of each set (default: 5).")
    private int splits;

    @Option(
            names = "--creator",
            defaultValue = "clkht01d40000jv08hvalcvly",
            paramLabel = "ID",
            description = "neuronpedia: the user who owns the rows (default: that of Neuronpedia's own exports).")
    private String creator;

    @Override
    public Integer call() throws IOException {
        try (RunDirectory directory = RunDirectory.view(run)) {
            List<Path> files = format == Format.DELPHI
                    ? DelphiExport.write(directory, out, splits, progress())
                    : NeuronpediaExport.write(directory, out, creator, progress());
            print(
                    Map.of("files", files.stream().map(Path::toString).toList()),
                    "Wrote " + files.size() + " files to " + out + ".");
        }
        return 0;
    }
}
