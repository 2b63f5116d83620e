package dev.steergraph.core.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.io.AtomicFile;
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
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run: a folder whose {@code run.json} lists finished parts with sizes and checksums, so that a killed run goes on at
 * the first unfinished one. One process at a time may hold it.
 */
public final class RunDirectory implements AutoCloseable {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path root;
    private final FileChannel lockFile;
    private RunManifest manifest;

    private RunDirectory(Path root, FileChannel lockFile, RunManifest manifest) {
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

    /** id, dModel, layers and more; empty before extraction. */
    public Map<String, Object> model() {
        return manifest.model() == null ? Map.of() : manifest.model();
    }

    public Map<String, Object> corpus() {
        return manifest.corpus() == null ? Map.of() : manifest.corpus();
    }

    public Map<String, StageState> stages() {
        return manifest.stages();
    }

    public Optional<StageState> stage(String name) {
        return Optional.ofNullable(manifest.stages().get(name));
    }

    /** The stage, which must be finished. @throws UserError naming the command to run first */
    public StageState finished(String name, String command) {
        return stage(name)
                .filter(StageState::finished)
                .orElseThrow(() -> new UserError("Run " + root + " has not finished stage \"" + name + "\"; run \""
                        + command + " --run " + root + "\" first."));
    }

    /** Records what the run is about. */
    public void describe(Map<String, Object> model, Map<String, Object> corpus, Map<String, String> libraries)
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
    public StageState begin(String name, Map<String, String> settings) throws IOException {
        StageState known = manifest.stages().get(name);
        if (known == null || !known.settings().equals(settings)) {
            known = StageState.begun(settings);
            put(name, known);
        }
        return known;
    }

    /** The part, if the stage has finished it and the file is still there with the size that was written. */
    public Optional<Part> part(String stage, String path) throws IOException {
        StageState state = manifest.stages().get(stage);
        if (state != null) {
            for (Part part : state.parts()) {
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
    public boolean isFinished(String name, Map<String, String> settings) throws IOException {
        StageState state = manifest.stages().get(name);
        if (state == null || !state.finished() || !state.settings().equals(settings)) {
            return false;
        }
        for (Part part : state.parts()) {
            if (part(name, part.path()).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Enters files, already written and forced, as finished parts of a stage, in one step. */
    public void addParts(String stage, List<String> paths, double seconds) throws IOException {
        StageState state = manifest.stages().get(stage);
        List<Part> parts = new ArrayList<>(state.parts());
        parts.removeIf(p -> paths.contains(p.path()));
        for (String path : paths) {
            Path file = root.resolve(path);
            parts.add(new Part(path, Files.size(file), sha256(file)));
        }
        // By name, which is their order in the run: parts may be finished, or made again, in any order.
        parts.sort(Comparator.comparing(Part::path));
        put(stage, new StageState(state.settings(), false, state.seconds() + seconds, parts, state.report()));
    }

    public void finish(String stage, double seconds, Map<String, Object> report) throws IOException {
        StageState state = manifest.stages().get(stage);
        put(stage, new StageState(state.settings(), true, state.seconds() + seconds, state.parts(), report));
    }

    /** Keeps figures of a stage that is still at work. */
    public void report(String stage, Map<String, Object> report) throws IOException {
        StageState state = manifest.stages().get(stage);
        put(stage, new StageState(state.settings(), false, state.seconds(), state.parts(), report));
    }

    /** Deletes files of a stage that later stages no longer need; the stage stays finished. */
    public void drop(String stage, String folder) throws IOException {
        StageState state = manifest.stages().get(stage);
        List<Part> kept = new ArrayList<>();
        List<Part> dropped = new ArrayList<>();
        for (Part part : state.parts()) {
            (part.path().startsWith(folder + "/") ? dropped : kept).add(part);
        }
        // The manifest forgets them first: a kill in between leaves spare files, never missing ones.
        put(stage, new StageState(state.settings(), state.finished(), state.seconds(), kept, state.report()));
        for (Part part : dropped) {
            Files.deleteIfExists(root.resolve(part.path()));
        }
    }

    /** One checksum over the checksums of a stage's parts below a folder: the identity of a later stage's input. */
    public String fingerprint(String stage, String folder) {
        MessageDigest digest = digest();
        StageState state = manifest.stages().get(stage);
        if (state != null) {
            for (Part part : state.parts()) {
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

    private void put(String stage, StageState state) throws IOException {
        manifest.stages().put(stage, state);
        save();
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
