package dev.steergraph.core.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.io.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** {@code receipts/STAGE/} of a run. */
final class Receipts {

    private static final String FOLDER = "receipts";
    private static final String END = ".json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;

    Receipts(Path run) {
        root = run.resolve(FOLDER);
    }

    /** The identity of settings. */
    static String settings(ObjectNode settings) {
        try {
            return Sha256.of(JSON.writeValueAsBytes(settings));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    Path work(String stage, String name) {
        return root.resolve(stage).resolve(name);
    }

    /** Named after its first file, so that the same made again stands in its place. */
    void write(StageEntry entry, String stage, List<Part> files, double seconds, Map<String, String> machine)
            throws IOException {
        Receipt receipt = new Receipt(
                Receipt.FORMAT, Receipt.VERSION, stage, settings(entry.settings()), seconds, machine, files);
        String name = files.get(0).path().replace('/', '+') + END;
        byte[] bytes = JSON.writeValueAsBytes(receipt);
        AtomicFile.write(root.resolve(stage).resolve(name), out -> out.write(bytes));
    }

    /** Those of a stage that were made with its settings, in order of their names; what cannot be read is none. */
    List<Receipt> read(String stage, StageEntry entry) throws IOException {
        String settings = settings(entry.settings());
        try {
            return names(stage).parallelStream()
                    .map(Receipts::read)
                    .flatMap(Optional::stream)
                    .filter(receipt -> receipt.settings().equals(settings)
                            && receipt.stage().equals(stage))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Optional<Receipt> read(Path file) {
        try {
            Receipt receipt = JSON.readValue(Files.readString(file, StandardCharsets.UTF_8), Receipt.class);
            return Receipt.FORMAT.equals(receipt.format()) && receipt.version() == Receipt.VERSION
                    ? Optional.of(receipt)
                    : Optional.empty();
        } catch (JsonProcessingException | NoSuchFileException e) {
            return Optional.empty(); // Of what it says nothing is known: its files are made again.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** After run.json has what they say. */
    void delete(String stage) throws IOException {
        for (Path file : names(stage)) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(root.resolve(stage));
        if (Files.isDirectory(root) && isEmpty(root)) {
            Files.deleteIfExists(root);
        }
    }

    private List<Path> names(String stage) throws IOException {
        Path folder = root.resolve(stage);
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
                found.forEach(files::add);
            }
        }
        files.sort(Comparator.comparing(
                file -> Objects.requireNonNull(file.getFileName()).toString(), PartOrder.PATHS));
        return files;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
            return !found.iterator().hasNext();
        }
    }
}
