package dev.steergraph.cli.campaign;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads damaged copies of one file, and says what is wrong with how that ends. Right is a result (of files that are ours only,
 * the one of the sound file), or a {@link UserError} of one bounded sentence that names the file.
 */
final class Trial implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LONGEST_SENTENCE = 1_500;

    /** What may lie in the place of a file. */
    static final Map<String, Stead> STEADS = Map.of(
            "a folder", Files::createDirectory,
            "a link to itself", file -> Files.createSymbolicLink(file, file),
            "an empty file", Files::createFile);

    private final Target target;
    private final Path copy;
    private final byte[] sound;
    private final Object expected;
    private final List<String> names = new ArrayList<>();
    private final ExecutorService reading = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "reading");
        thread.setDaemon(true);
        return thread;
    });

    /** How reading ended. @param fault what is wrong with that; null if nothing is */
    record Outcome(
            boolean refused, String sentence, @Nullable String fault) {}

    /** @param copy a folder that is not there yet */
    Trial(Target target, Path copy) throws Exception {
        this.target = target;
        this.copy = copy;
        try (Stream<Path> files = Files.walk(target.folder())) {
            for (Path file : files.toList()) {
                if (Files.isRegularFile(file)) {
                    names.add(file.getFileName().toString());
                }
                Files.copy(file, copy.resolve(target.folder().relativize(file).toString()));
            }
        }
        sound = Files.readAllBytes(copy.resolve(target.file()));
        expected = target.reader().read(copy);
    }

    byte[] damaged(long seed) {
        return new Mutator(seed).damage(sound);
    }

    /** Reads the copy that this seed damages. */
    Outcome read(long seed) {
        return read(file -> Files.write(file, damaged(seed)));
    }

    /** What is put in the place of the file. */
    @FunctionalInterface
    interface Stead {
        void make(Path file) throws IOException;
    }

    /** Reads the copy with something else in the place of the file. */
    Outcome read(Stead stead) {
        Path file = copy.resolve(target.file());
        try {
            // A new file, not the old one with other bytes: mappings of the old one may still be alive.
            Files.delete(file);
            stead.make(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Future<Object> result = reading.submit(() -> target.reader().read(copy));
        try {
            Object found = result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            boolean same = found.equals(expected);
            return new Outcome(false, "", target.ours() && !same ? "reads as something else without a word" : null);
        } catch (ExecutionException e) {
            return thrown(Objects.requireNonNull(e.getCause()));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (TimeoutException e) {
            return new Outcome(false, "", "is still being read after " + PATIENCE.toSeconds() + " s");
        }
    }

    private Outcome thrown(Throwable cause) {
        if (!(cause instanceof UserError mistake)) {
            return new Outcome(false, "", "ends in " + cause + at(cause));
        }
        String sentence = mistake.getMessage();
        String unfit = isCatchAll(mistake)
                ? "is left to the catch-all (" + mistake.getCause() + at(mistake.getCause()) + ")"
                : unfit(sentence);
        return new Outcome(true, sentence, unfit == null ? null : unfit + ": " + sentence);
    }

    private @Nullable String unfit(String sentence) {
        if (sentence.length() > LONGEST_SENTENCE) {
            return "is refused in " + sentence.length() + " characters";
        }
        if (sentence.lines().count() != 1) {
            return "is refused in several lines";
        }
        if (sentence.contains("null") && sentence.contains("Exception") || sentence.contains("makes no sense (")) {
            return "is refused without a reason";
        }
        // Of two files that contradict each other either may be named.
        return names.stream().anyMatch(sentence::contains) ? null : "is refused without its name";
    }

    /** An exception of Java's own was what found the damage, not a check of the reader's. */
    private static boolean isCatchAll(UserError mistake) {
        return mistake.getCause() instanceof RuntimeException below
                && below.getClass().getName().startsWith("java.")
                && !(below instanceof UncheckedIOException)
                && mistake.getMessage().contains(" is damaged: ");
    }

    private static String at(@Nullable Throwable cause) {
        if (cause == null) {
            return "";
        }
        return Stream.of(cause.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("dev.steergraph."))
                .findFirst()
                .map(frame -> " at " + frame)
                .orElse("");
    }

    @Override
    public void close() {
        reading.shutdownNow();
    }
}
