package dev.steergraph.core.run;

import dev.steergraph.core.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Which files of a run a process has written, or read through and found to be what was written: {@code verified.tsv}. Another process
 * need not read them again for as long as the file system says that nothing has changed them. It is a memory, not a record: without it all
 * is read again.
 */
final class VerifiedFiles {

    static final String NAME = "verified.tsv";

    /** Between two times at which a process that goes on writes what it knows. */
    private static final long EVERY_NANOS = TimeUnit.MINUTES.toNanos(5);

    private static final int FIELDS = 5;

    private final Path root;
    private final Map<String, Mark> own = new ConcurrentHashMap<>();
    private long keptAt = System.nanoTime();
    private Map<String, Mark> known = Map.of();
    private boolean isRead;

    VerifiedFiles(Path root) {
        this.root = root;
    }

    /**
     * What tells that a file is as it was.
     *
     * @param changed nanoseconds; the file system's own time of change, which nobody can set
     * @param sha256 that it then had
     */
    private record Mark(long bytes, long changed, long identity, String sha256) {

        private boolean isSettled() {
            return TimeUnit.NANOSECONDS.toMillis(changed) < System.currentTimeMillis() - SoundFiles.STEP_MILLIS;
        }
    }

    /** Whether a file was found to be this part, and nothing has changed since. */
    boolean has(Part part) {
        Optional<Mark> now = mark(part);
        return now.isPresent() && now.equals(Optional.ofNullable(known().get(part.path())));
    }

    /** What notes the file as sound, to be run once it has been read; it tells of the file as it is now, before that. */
    Optional<Runnable> willBe(Part part) {
        return mark(part).map(mark -> () -> own.put(part.path(), mark));
    }

    /** A file that was just written. */
    void add(Part part) {
        mark(part).ifPresent(mark -> own.put(part.path(), mark));
        if (System.nanoTime() - keptAt > EVERY_NANOS) {
            keep();
        }
    }

    /** Nothing where the file system does not tell as much. */
    private Optional<Mark> mark(Part part) {
        if (part.sha256() == null) {
            return Optional.empty();
        }
        try {
            Map<String, Object> found = Files.readAttributes(root.resolve(part.path()), "unix:size,ctime,ino");
            return Optional.of(new Mark(
                    (long) Objects.requireNonNull(found.get("size")),
                    ((FileTime) Objects.requireNonNull(found.get("ctime"))).to(TimeUnit.NANOSECONDS),
                    (long) Objects.requireNonNull(found.get("ino")),
                    part.sha256()));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Adds what this process has found to the file; of what others add at the same time some may be lost, and is then read again. */
    synchronized void keep() {
        keptAt = System.nanoTime();
        Map<String, Mark> settled = new HashMap<>();
        own.forEach((path, mark) -> {
            if (mark.isSettled()
                    && mark(new Part(path, mark.bytes(), mark.sha256())).equals(Optional.of(mark))) {
                settled.put(path, mark);
            }
        });
        boolean isRun = Files.exists(root.resolve(ManifestFile.NAME));
        if (!isRun || known().entrySet().containsAll(settled.entrySet())) {
            return;
        }
        try {
            Map<String, Mark> all = new TreeMap<>(PartOrder.PATHS);
            all.putAll(read());
            all.putAll(settled);
            AtomicFile.write(root.resolve(NAME), out -> {
                for (Map.Entry<String, Mark> file : all.entrySet()) {
                    out.write(line(file.getKey(), file.getValue()).getBytes(StandardCharsets.UTF_8));
                }
            });
            known = all;
        } catch (IOException e) {
            isRead = false; // The next process reads the files themselves.
        }
    }

    private static String line(String path, Mark mark) {
        return mark.sha256() + "\t" + mark.bytes() + "\t" + mark.changed() + "\t" + mark.identity() + "\t" + path
                + "\n";
    }

    private synchronized Map<String, Mark> known() {
        if (!isRead) {
            isRead = true;
            try {
                known = read();
            } catch (IOException e) {
                known = Map.of();
            }
        }
        return known;
    }

    private Map<String, Mark> read() throws IOException {
        Path file = root.resolve(NAME);
        Map<String, Mark> marks = new HashMap<>();
        if (Files.isRegularFile(file)) {
            for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n")) {
                String[] fields = line.split("\t", FIELDS);
                try {
                    marks.put(
                            fields[FIELDS - 1],
                            new Mark(
                                    Long.parseLong(fields[1]),
                                    Long.parseLong(fields[2]),
                                    Long.parseLong(fields[3]),
                                    fields[0]));
                } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                    // Of a line that says nothing nothing is known.
                }
            }
        }
        return marks;
    }
}
