package dev.steergraph.core.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.stage.Stage;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run: a folder whose {@code run.json} lists finished parts with sizes and checksums, so that a killed run goes on at
 * the first unfinished one. One process at a time may hold it.
 */
public final class RunDirectory implements AutoCloseable {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path root;
    private final @Nullable FileChannel lockFile;
    private RunManifest manifest;

    private RunDirectory(Path root, @Nullable FileChannel lockFile, RunManifest manifest) {
        this.root = root;
        this.lockFile = lockFile;
        this.manifest = manifest;
    }

    /**
     * Opens a run for writing, making it if it is not there.
     *
     * @throws UserError if another process holds it, or run.json is not of this format and version
     */
    public static RunDirectory open(Path root, RunId id) throws IOException {
        Files.createDirectories(root);
        FileChannel channel = lock(root);
        try {
            Path file = root.resolve("run.json");
            RunManifest manifest = Files.exists(file)
                    ? read(file)
                    : new RunManifest(
                            RunManifest.FORMAT,
                            RunManifest.VERSION,
                            id.value(),
                            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                            null,
                            null,
                            Map.of(),
                            new LinkedHashMap<>());
            RunDirectory run = new RunDirectory(root, channel, manifest);
            run.save();
            return run;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Opens a run that must exist. */
    public static RunDirectory existing(Path root) throws IOException {
        requireRun(root);
        FileChannel channel = lock(root);
        try {
            return new RunDirectory(root, channel, read(root.resolve("run.json")));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Reads a run that must exist, without holding it: for looking only, while another process may be at work. */
    public static RunDirectory view(Path root) throws IOException {
        requireRun(root);
        return new RunDirectory(root, null, read(root.resolve("run.json")));
    }

    public Path root() {
        return root;
    }

    public RunId id() {
        return new RunId(manifest.run());
    }

    public String created() {
        return manifest.created();
    }

    /** @throws UserError before extraction */
    public ModelDescription model() {
        return described(manifest.model());
    }

    /** @throws UserError before extraction */
    public CorpusDescription corpus() {
        return described(manifest.corpus());
    }

    /** All stages that were begun, by name, in order of their first start, as run.json has them. */
    public Map<String, StageEntry> stages() {
        return Collections.unmodifiableMap(manifest.stages());
    }

    /** The stage, if it was begun. */
    public <S, R> Optional<StageState<S, R>> stage(Stage<S, R> stage) {
        return Optional.ofNullable(manifest.stages().get(stage.name())).map(entry -> new StageState<>(stage, entry));
    }

    /** The stage, which must be finished. @throws UserError naming the command to run first */
    public <S, R> StageState<S, R> finished(Stage<S, R> stage) {
        return stage(stage).filter(StageState::finished).orElseThrow(() -> notFinished(stage));
    }

    /** Records what the run is about. */
    public void describe(ModelDescription model, CorpusDescription corpus, Map<String, String> libraries)
            throws IOException {
        manifest = new RunManifest(
                manifest.format(),
                manifest.version(),
                manifest.run(),
                manifest.created(),
                model,
                corpus,
                libraries,
                manifest.stages());
        save();
    }

    /**
     * Starts or goes on with a stage. With the settings of an earlier start its finished parts stay; with others they
     * are forgotten and will be written anew.
     */
    public <S> void begin(Stage<S, ?> stage, S settings) throws IOException {
        if (!stage(stage).map(known -> known.hasSettings(settings)).orElse(false)) {
            put(stage, StageEntry.begun(StageJson.settings(settings)));
        }
    }

    /** The part, if the stage has finished it and the file is still there with the size that was written. */
    public Optional<Part> part(Stage<?, ?> stage, String path) throws IOException {
        StageEntry entry = manifest.stages().get(stage.name());
        if (entry != null) {
            for (Part part : entry.parts()) {
                if (part.path().equals(path)) {
                    Path file = root.resolve(path);
                    return Files.exists(file) && Files.size(file) == part.bytes()
                            ? Optional.of(part)
                            : Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** Whether the stage is finished with these settings and all its files are there. */
    public <S> boolean isFinished(Stage<S, ?> stage, S settings) throws IOException {
        StageState<S, ?> state = stage(stage).orElse(null);
        if (state == null || !state.finished() || !state.hasSettings(settings)) {
            return false;
        }
        for (Part part : state.parts()) {
            if (part(stage, part.path()).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Enters files, already written and forced, as finished parts of a stage, in one step. */
    public void addParts(Stage<?, ?> stage, List<String> paths, double seconds) throws IOException {
        StageEntry entry = begun(stage);
        List<Part> parts = new ArrayList<>(entry.parts());
        parts.removeIf(p -> paths.contains(p.path()));
        for (String path : paths) {
            Path file = root.resolve(path);
            parts.add(new Part(path, Files.size(file), sha256(file)));
        }
        // By name, which is their order in the run: parts may be finished, or made again, in any order.
        parts.sort(Comparator.comparing(Part::path));
        put(stage, entry.withParts(parts, false, seconds));
    }

    public <R> void finish(Stage<?, R> stage, double seconds, R result) throws IOException {
        put(stage, begun(stage).withReport(StageJson.result(result), true, seconds));
    }

    /** Keeps what a stage that is still at work has found so far. */
    public <R> void report(Stage<?, R> stage, R result) throws IOException {
        put(stage, begun(stage).withReport(StageJson.result(result), false, 0));
    }

    /** Deletes files of a stage that later stages no longer need; the stage stays finished. */
    public void drop(Stage<?, ?> stage, String folder) throws IOException {
        StageEntry entry = begun(stage);
        List<Part> kept = new ArrayList<>();
        List<Part> dropped = new ArrayList<>();
        for (Part part : entry.parts()) {
            (part.path().startsWith(folder + "/") ? dropped : kept).add(part);
        }
        // The manifest forgets them first: a kill in between leaves spare files, never missing ones.
        put(stage, entry.withParts(kept, entry.finished(), 0));
        for (Part part : dropped) {
            Files.deleteIfExists(root.resolve(part.path()));
        }
    }

    /** One checksum over the checksums of a stage's parts below a folder: the identity of a later stage's input. */
    public String fingerprint(Stage<?, ?> stage, String folder) {
        MessageDigest digest = digest();
        StageEntry entry = manifest.stages().get(stage.name());
        if (entry != null) {
            for (Part part : entry.parts()) {
                if (part.path().startsWith(folder + "/")) {
                    digest.update(part.path().getBytes(StandardCharsets.UTF_8));
                    digest.update(HexFormat.of().parseHex(part.sha256()));
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        if (lockFile != null) {
            lockFile.close();
        }
    }

    /** SHA-256 of a file, lower-case hexadecimal. */
    public static String sha256(Path file) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            byte[] chunk = new byte[1 << 20];
            while (in.read(chunk) >= 0) {}
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private StageEntry begun(Stage<?, ?> stage) {
        StageEntry entry = manifest.stages().get(stage.name());
        if (entry == null) {
            throw new IllegalStateException("stage " + stage + " of run " + root + " was not begun");
        }
        return entry;
    }

    private void put(Stage<?, ?> stage, StageEntry entry) throws IOException {
        manifest.stages().put(stage.name(), entry);
        save();
    }

    private <T> T described(@Nullable T description) {
        if (description == null) {
            throw notFinished(Stages.EXTRACT);
        }
        return description;
    }

    private UserError notFinished(Stage<?, ?> stage) {
        return new UserError("Run " + root + " has not finished stage \"" + stage + "\"; run \"" + stage.command()
                + " --run " + root + "\" first.");
    }

    private void save() throws IOException {
        AtomicFile.write(root.resolve("run.json"), out -> out.write(JSON.writeValueAsBytes(manifest)));
    }

    private static RunManifest read(Path file) throws IOException {
        RunManifest manifest;
        try {
            manifest = JSON.readValue(file.toFile(), RunManifest.class);
        } catch (JsonProcessingException e) {
            throw new UserError(file + " is no manifest of a run: " + e.getOriginalMessage() + ".", e);
        }
        if (!RunManifest.FORMAT.equals(manifest.format()) || manifest.version() != RunManifest.VERSION) {
            throw new UserError(file + " should be of format " + RunManifest.FORMAT + " version " + RunManifest.VERSION
                    + ", it is " + manifest.format() + " version " + manifest.version() + ".");
        }
        return manifest;
    }

    private static void requireRun(Path root) {
        if (!Files.exists(root.resolve("run.json"))) {
            throw new UserError(
                    root + " is no run directory: it has no run.json; start one with \"steergraph extract --run " + root
                            + " ...\".");
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        FileChannel channel =
                FileChannel.open(root.resolve("run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by this very process: the same answer as for another one.
        }
        if (lock == null) {
            channel.close();
            throw new UserError("Run " + root + " is in use by another steergraph process; wait for it or stop it.");
        }
        return channel;
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
