package dev.steergraph.cli.option;

import dev.steergraph.core.id.RunId;
import java.nio.file.Path;

/** What a run is called that a command begins. */
public final class RunName {

    private RunName() {}

    /** A run is named after its folder. */
    public static RunId of(Path folder) {
        String name = folder.toAbsolutePath().normalize().getFileName().toString();
        return new RunId(name.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^\\.", "_"));
    }
}
