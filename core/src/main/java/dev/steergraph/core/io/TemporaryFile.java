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

    private static final Pattern OURS = Pattern.compile("\\.(\\d{1,18})-\\p{XDigit}{16}\\..+" + Pattern.quote(SUFFIX));

    /** Folders that have been cleared of leftovers. */
    private static final Set<Path> SWEPT = ConcurrentHashMap.newKeySet();

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

    /**
     * Deletes what killed writers left beside a target. A folder is listed at this process's first write in it only: it may
     * hold as many files as a run has parts.
     */
    static void deleteLeftovers(Path target) throws IOException {
        // An earlier version gave all writers of a target one name.
        Files.deleteIfExists(target.resolveSibling("." + target.getFileName() + SUFFIX));
        if (!SWEPT.add(target.resolveSibling(""))) {
            return;
        }
        for (Path file : siblings(target)) {
            Matcher name = OURS.matcher(file.getFileName().toString());
            if (name.matches() && isLeftover(name)) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** In a container a process may have the number of the one that was killed. */
    private static boolean isLeftover(Matcher name) {
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
