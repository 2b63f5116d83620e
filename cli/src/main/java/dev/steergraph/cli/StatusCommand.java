package dev.steergraph.cli;

import dev.steergraph.core.UserError;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.StageEntry;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Says how far runs have come: stages, times, sizes.",
        footer = {"", "Examples:", "  steergraph status", "  steergraph status --run runs/glosses --verify"})
final class StatusCommand extends SteerGraphCommand {

    @Option(names = "--run", paramLabel = "DIR", description = "A run directory (default: all under --home).")
    private Path run;

    @Option(names = "--verify", description = "Read every file and compare its checksum.")
    private boolean verify;

    @Override
    public Integer call() throws IOException {
        List<Path> folders = run != null ? List.of(run) : runsOf(home().resolve("runs"));
        Map<String, Object> result = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        for (Path folder : folders) {
            RunDirectory directory = RunDirectory.view(folder);
            result.put(folder.toString(), directory.stages());
            text.append(folder).append(System.lineSeparator());
            for (Map.Entry<String, StageEntry> stage : directory.stages().entrySet()) {
                text.append(line(stage.getKey(), stage.getValue())).append(System.lineSeparator());
                if (verify) {
                    check(folder, stage.getValue());
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

    private static List<Path> runsOf(Path folder) throws IOException {
        List<Path> runs = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
                for (Path child : children) {
                    if (Files.exists(child.resolve("run.json"))) {
                        runs.add(child);
                    }
                }
            }
        }
        runs.sort(null);
        return runs;
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

    private static void check(Path folder, StageEntry stage) throws IOException {
        for (Part part : stage.parts()) {
            Path file = folder.resolve(part.path());
            if (!Files.exists(file)) {
                throw new UserError(file + " is missing; run the stage that writes it again.");
            }
            if (Files.size(file) != part.bytes()) {
                throw new UserError(file + " should have " + part.bytes() + " bytes, it has " + Files.size(file)
                        + "; delete it and run its stage again.");
            }
            String found = RunDirectory.sha256(file);
            if (!found.equals(part.sha256())) {
                throw new UserError(file + " should have the SHA-256 " + part.sha256() + ", it has " + found
                        + "; delete it and run its stage again.");
            }
        }
    }
}
