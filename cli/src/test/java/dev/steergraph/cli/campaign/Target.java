package dev.steergraph.cli.campaign;

import java.io.IOException;
import java.nio.file.Path;

/**
 * One reader, with a sound file to begin with.
 *
 * @param name of the kind of file
 * @param folder what is copied: the file with all that the reader needs beside it
 * @param file which of it is damaged, relative to the folder
 * @param ours whether we alone write such files: damage that passes unseen is a fault, too
 * @param reader what is done with the copied folder; what it returns is compared by {@code equals}
 */
record Target(String name, Path folder, String file, boolean ours, Reader reader) {

    /** Reads what lies in a folder to the last number. */
    @FunctionalInterface
    interface Reader {
        Object read(Path folder) throws IOException;
    }

    @Override
    public String toString() {
        return name;
    }
}
