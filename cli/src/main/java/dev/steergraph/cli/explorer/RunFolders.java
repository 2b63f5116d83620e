package dev.steergraph.cli.explorer;

import dev.steergraph.core.UserError;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Where the files of a run are: below the home, or where was said. */
public final class RunFolders implements Function<String, Optional<Path>> {

    private final Path home;
    private final List<Path> named;

    /** @param named folders of runs that are not below the home */
    public RunFolders(Path home, List<Path> named) {
        this.home = home;
        this.named = List.copyOf(named);
    }

    /**
     * Says of what was named what is wrong with it.
     *
     * @throws UserError if one is no run, or a run that is not correlated yet and so in no database
     */
    public void check() throws IOException {
        for (Path name : named) {
            Path below = home.resolve("runs").resolve(name);
            Path folder = Files.exists(name.resolve("run.json")) ? name : below;
            if (!Files.exists(folder.resolve("run.json"))) {
                throw new UserError("there is no run in " + name + "; name the folder that holds its run.json")
                        .in("run");
            }
            try (RunDirectory directory = RunDirectory.view(folder)) {
                directory.finished(Stages.CORRELATE);
            }
        }
    }

    /** The folder of the run of this id; empty if it is not at hand. */
    @Override
    public Optional<Path> apply(String run) {
        Path below = home.resolve("runs").resolve(run);
        if (is(below, run)) {
            return Optional.of(below);
        }
        return named.stream().filter(folder -> is(folder, run)).findFirst();
    }

    private static boolean is(Path folder, String run) {
        if (!Files.exists(folder.resolve("run.json"))) {
            return false;
        }
        try (RunDirectory directory = RunDirectory.view(folder)) {
            return directory.id().value().equals(run);
        } catch (IOException | UserError e) {
            return false; // Nothing that one could take vectors from.
        }
    }
}
