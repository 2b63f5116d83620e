package dev.steergraph.ingest.corpus;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Files, one after the other.
 *
 * @param files in the order of the command line, those of a pattern by name; null stands for standard input
 */
record CorpusFiles(CorpusSpec spec, List<Path> files) implements Corpus {

    private static final String STANDARD_INPUT = "-";

    /** @throws UserError if a file is missing, or a pattern matches none */
    static CorpusFiles of(CorpusSpec spec) throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        for (String name : spec.names()) {
            if (name.equals(STANDARD_INPUT)) {
                files.add(null);
            } else {
                files.addAll(found(name));
            }
        }
        if (files.contains(null) && spec.format() == Format.PARQUET) {
            throw new UserError("Standard input cannot be read as " + spec.format()
                            + ", whose end says where its columns are; save it in a file and name that.")
                    .in("corpus");
        }
        return new CorpusFiles(spec, new ArrayList<>(files));
    }

    private static List<Path> found(String name) throws IOException {
        Path path = path(name);
        if (!Files.exists(path) && FilePattern.isPattern(name)) {
            return new FilePattern(name).files();
        }
        if (Files.isDirectory(path)) {
            throw new UserError("Corpus " + name + " is a folder; name its files, such as '" + name
                            + (name.endsWith("/") ? "" : "/") + "**.parquet'.")
                    .in("corpus");
        }
        if (!Files.isReadable(path)) {
            throw new UserError("Corpus file " + name + " " + fault(path) + "; check its name.").in("corpus");
        }
        return List.of(path);
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new UserError(
                            "Corpus file \"" + name + "\" has a name that no file can have (" + e.getReason() + ").", e)
                    .in("corpus");
        }
    }

    private static String fault(Path path) {
        if (Files.exists(path)) {
            return "cannot be read";
        }
        return Files.isSymbolicLink(path) ? "is a link that leads to no file" : "does not exist";
    }

    @Override
    public String name() {
        return String.join(",", spec.names());
    }

    @Override
    public OptionalLong bytes() throws IOException {
        long bytes = 0;
        for (Path file : files) {
            if (file == null || !Files.isRegularFile(file) || !isPlain(file)) {
                return OptionalLong.empty();
            }
            bytes += Files.size(file);
        }
        return OptionalLong.of(bytes);
    }

    /** Whether the bytes of a file are those of its text, and perhaps more. */
    private boolean isPlain(Path file) {
        Format format = spec.format() != null
                ? spec.format()
                : Format.ofName(file.getFileName().toString());
        return format != Format.PARQUET && !Decompression.isCompressed(file);
    }

    @Override
    public Stream<CorpusDocument> documents(Place from) {
        FileDocuments documents = new FileDocuments(files, spec, from);
        // Not flatMap: its iterator would hold a whole file in memory.
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(documents, Spliterator.ORDERED | Spliterator.NONNULL),
                        false)
                .onClose(documents::close);
    }
}
