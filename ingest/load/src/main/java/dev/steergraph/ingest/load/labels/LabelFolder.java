package dev.steergraph.ingest.load.labels;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of explanations, or one that has them in a folder {@code explanations}, as both delphi and Neuronpedia do. */
final class LabelFolder {

    private LabelFolder() {}

    /** @throws UserError if neither form is there */
    static LabelReader of(Path folder) throws IOException {
        Path inside = folder.resolve(DelphiLabels.EXPLANATIONS);
        Path explanations = Files.isDirectory(inside) ? inside : folder;
        List<Path> texts = files(explanations).filter(DelphiLabels::isOne).toList();
        if (!texts.isEmpty()) {
            return DelphiLabels.folder(explanations, texts);
        }
        List<Path> batches = files(explanations)
                .filter(file -> NeuronpediaLabels.isOne(file.getFileName().toString()))
                .toList();
        if (batches.isEmpty()) {
            throw new UserError(folder + " holds no explanations: neither files MODULE_latentN.txt, as delphi writes,"
                            + " nor batch-N.jsonl.gz, as Neuronpedia exports.")
                    .in("labels");
        }
        return new NeuronpediaLabels(batches);
    }

    /** Ordered by name, shorter ones first, so that batch-10 comes after batch-9. */
    private static Stream<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.<Path>comparingInt(
                                    file -> file.getFileName().toString().length())
                            .thenComparing(Comparator.naturalOrder()))
                    .toList()
                    .stream();
        }
    }
}
