package dev.steergraph.core.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one writer writes in place of its target, beside it: {@code .<process>-<random digits>.<target>.part}. The name is
 * hidden, is like none that a stage reads, and says whose it is, so that what a killed writer left can be cleared away.
 */
record TemporaryFile(Path path) implements AutoCloseable {

    private static final String SUFFIX = ".part";

    /** The names that are in use in this process. */
    private static final Set<String> IN_USE = ConcurrentHashMap.newKeySet();

    /** A name that no other writer has; the file is not made. */
    static TemporaryFile beside(Path target) {
        String name = String.format(
                ".%d-%016x.%s%s",
                ProcessHandle.current().pid(), ThreadLocalRandom.current().nextLong(), target.getFileName(), SUFFIX);
        IN_USE.add(name);
        return new TemporaryFile(target.resolveSibling(name));
    }

    /** Deletes what writers of the target left that have ended without an end: processes that are no more. */
    static void deleteLeftovers(Path target) throws IOException {
        Pattern ours = Pattern.compile(
                "\\.(?:(\\d{1,18})-\\p{XDigit}{16}\\.)?" + Pattern.quote(target.getFileName() + SUFFIX));
        for (Path file : siblings(target)) {
            Matcher name = ours.matcher(file.getFileName().toString());
            if (name.matches() && isLeftover(name)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static boolean isLeftover(Matcher name) {
        if (name.group(1) == null) {
            return true; // an earlier version gave all writers one name
        }
        long process = Long.parseLong(name.group(1));
        return process == ProcessHandle.current().pid()
                ? !IN_USE.contains(name.group())
                : ProcessHandle.of(process).isEmpty();
    }

    private static List<Path> siblings(Path target) throws IOException {
        try (Stream<Path> files = Files.list(target.resolveSibling(""))) {
            return files.toList();
        } catch (AccessDeniedException e) {
            return List.of(); // a folder that may be written but not be listed
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Deletes the file, unless it has been renamed. */
    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(path);
        } finally {
            IN_USE.remove(path.getFileName().toString());
        }
    }
}
