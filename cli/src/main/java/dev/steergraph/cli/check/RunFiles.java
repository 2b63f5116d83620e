package dev.steergraph.cli.check;

import dev.steergraph.core.UserError;
import dev.steergraph.core.io.Sha256;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.StageEntry;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds run directories, and holds their files against what run.json says of them. */
public final class RunFiles {

    private RunFiles() {}

    /** The run directories right below a folder, in order; none if it is not there. */
    public static List<Path> runsBelow(Path folder) throws IOException {
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

    /** @throws UserError if a file of the stage is missing or has other bytes than those that were written */
    public static void verify(Path folder, StageEntry stage) throws IOException {
        for (Part part : stage.parts()) {
            Path file = folder.resolve(part.path());
            if (!Files.exists(file)) {
                throw new UserError(file + " is missing; run the stage that writes it again.");
            }
            if (Files.size(file) != part.bytes()) {
                throw new UserError(file + " should have " + part.bytes() + " bytes, it has " + Files.size(file)
                        + "; run its stage again, which makes it anew.");
            }
            if (part.sha256() == null) {
                continue; // Early runs have sizes only.
            }
            String found = Sha256.of(file);
            if (!found.equals(part.sha256())) {
                throw new UserError(file + " should have the SHA-256 " + part.sha256() + ", it has " + found
                        + "; run its stage again, which makes it anew.");
            }
        }
    }
}
