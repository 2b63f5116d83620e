package dev.steergraph.ingest.load.labels;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Files of explanations. They are read twice, first to see whether they are sound, and are never in memory as a whole. */
interface LabelReader {

    /**
     * Shows them one after another.
     *
     * @throws UserError if a file is damaged, saying which line
     */
    void read(Consumer<Label> labels) throws IOException;

    /** How many had no text. */
    long empty();

    /**
     * The reader for a file or folder, by what is in it.
     *
     * @throws UserError if it is not there, or of no form that is known
     */
    static LabelReader of(String name) throws IOException {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw new UserError("\"" + name + "\" is no path of a file.", e).in("labels");
        }
        if (!Files.exists(path)) {
            throw new UserError(path + " does not exist; explanations of Neuronpedia (jsonl, also gz) or of delphi (a"
                            + " folder) were expected.")
                    .in("labels");
        }
        if (Files.isDirectory(path)) {
            return LabelFolder.of(path);
        }
        return DelphiLabels.isOne(path) ? DelphiLabels.file(path) : new NeuronpediaLabels(List.of(path));
    }
}
