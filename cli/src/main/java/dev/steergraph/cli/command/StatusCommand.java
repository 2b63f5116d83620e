package dev.steergraph.cli.command;

import dev.steergraph.cli.check.RunFiles;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.StageEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Says how far runs have come: stages, times, sizes.",
        footer = {"", "Examples:", "  steergraph status", "  steergraph status --run runs/glosses --verify"})
final class StatusCommand extends SteerGraphCommand {

    @Option(names = "--run", paramLabel = "DIR", description = "A run directory (default: all under --home).")
    private Optional<Path> run = Optional.empty();

    @Option(names = "--verify", description = "Read every file and compare its checksum.")
    private boolean verify;

    @Override
    public Integer call() throws IOException {
        List<Path> folders = run.isPresent() ? List.of(run.get()) : RunFiles.runsBelow(home().resolve("runs"));
        Map<String, Map<String, StageEntry>> result = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        for (Path folder : folders) {
            RunDirectory directory = RunDirectory.view(folder);
            result.put(folder.toString(), directory.stages());
            text.append(folder).append(System.lineSeparator());
            for (Map.Entry<String, StageEntry> stage : directory.stages().entrySet()) {
                text.append(line(stage.getKey(), stage.getValue())).append(System.lineSeparator());
                if (verify) {
                    RunFiles.verify(folder, stage.getValue());
                }
            }
        }
        if (verify) {
            text.append("All files have the sizes and checksums that run.json gives.");
        }
        print(
                result,
                folders.isEmpty()
                        ? "No run under " + home() + " yet; start with \"steergraph demo\"."
                        : text.toString().stripTrailing());
        return 0;
    }

    private static String line(String name, StageEntry stage) {
        long bytes = stage.parts().stream().mapToLong(Part::bytes).sum();
        return String.format(
                Locale.ROOT,
                "  %-12s %-9s %8.1f s  %4d files  %8.1f MB",
                name,
                stage.finished() ? "finished" : "begun",
                stage.seconds(),
                stage.parts().size(),
                bytes / 1e6);
    }
}
