package dev.steergraph.core.run;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.stage.Stage;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A run: a folder whose {@code run.json} lists finished parts with sizes and checksums, so that a killed run goes on at
 * the first unfinished one. One process at a time may hold it.
 */
public final class RunDirectory implements AutoCloseable {

    private static final String LOCK = "run.lock";

    /** What "steergraph bench-codes" makes in the place of text, model and SAEs. */
    private static final List<Stage<?, ?>> SYNTHETIC = List.of(Stages.EXTRACT, Stages.ENCODE);

    /** After so many receipts of a stage run.json takes in what they say, so that a later start reads few. */
    private static final int MOST_RECEIPTS = 4_096;

    private final Path root;
    private final @Nullable FileChannel lockFile;
    private final Receipts receipts;
    /** Whether others may write at the same time: then run.json is theirs who merge. */
    private final boolean shared;

    private RunManifest manifest;
    private Map<String, String> machine = Map.of();

    /** Finished files of stages, by name; what receipts say is in them, and in run.json with the next change of it. */
    private final Map<String, StageParts> parts = new ConcurrentHashMap<>();

    /** Receipts of each stage that run.json has not taken in, and the seconds that they tell of. */
    private final Map<String, Outstanding> outstanding = new HashMap<>();

    private record Outstanding(int receipts, double seconds) {

        static final Outstanding NONE = new Outstanding(0, 0);

        Outstanding plus(int more, double moreSeconds) {
            return new Outstanding(receipts + more, seconds + moreSeconds);
        }
    }

    /** Stages that were begun anew and have not left anything yet. */
    private final Map<String, StageEntry> begun = new LinkedHashMap<>();

    private RunDirectory(Path root, @Nullable FileChannel lockFile, boolean shared, RunManifest manifest)
            throws IOException {
        this.root = root;
        this.lockFile = lockFile;
        this.shared = shared;
        this.manifest = manifest;
        receipts = new Receipts(root);
        for (Map.Entry<String, StageEntry> stage : manifest.stages().entrySet()) {
            if (!stage.getValue().finished()) {
                take(stage.getKey(), stage.getValue());
            } else if (lockFile != null) {
                receipts.delete(
                        stage.getKey()); // A process that was killed had taken them in, and not yet removed them.
            }
        }
    }

    /** What was finished since run.json was written. */
    private void take(String stage, StageEntry entry) throws IOException {
        for (Receipt receipt : receipts.read(stage, entry)) {
            parts(stage, entry).add(receipt.files());
            outstanding.merge(stage, new Outstanding(1, receipt.seconds()), (all, one) -> all.plus(1, one.seconds()));
        }
    }

    /**
     * Opens a run for writing. If it is not there, its folder is made; {@code run.json} comes with the first result.
     *
     * @throws UserError if another process holds it, or run.json is not of this format and version
     */
    public static RunDirectory open(Path root, RunId id) throws IOException {
        return openIfFree(root, id).orElseThrow(() -> inUse(root));
    }

    /** The same; nothing if another process holds it. */
    public static Optional<RunDirectory> openIfFree(Path root, RunId id) throws IOException {
        Files.createDirectories(root);
        FileChannel channel = tryLock(root);
        if (channel == null) {
            return Optional.empty();
        }
        try {
            Path file = root.resolve(ManifestFile.NAME);
            RunManifest manifest = Files.exists(file)
                    ? ManifestFile.read(file)
                    : new RunManifest(
                            RunManifest.FORMAT,
                            RunManifest.VERSION,
                            id.value(),
                            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                            null,
                            null,
                            Map.of(),
                            new LinkedHashMap<>());
            return Optional.of(new RunDirectory(root, channel, false, manifest));
        } catch (RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Opens a run that must exist. */
    public static RunDirectory existing(Path root) throws IOException {
        if (Files.exists(root.resolve(LOCK))) {
            lock(root).close(); // A run that has just begun is held, and has no manifest yet.
        }
        requireRun(root);
        FileChannel channel = lock(root);
        try {
            return new RunDirectory(root, channel, false, ManifestFile.read(root.resolve(ManifestFile.NAME)));
        } catch (RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Reads a run that must exist, without holding it: for looking only, while another process may be at work. */
    public static RunDirectory view(Path root) throws IOException {
        requireRun(root);
        return new RunDirectory(root, null, false, ManifestFile.read(root.resolve(ManifestFile.NAME)));
    }

    /**
     * Opens a run that must exist to add parts to it, while others do the same: what is finished is told by receipts, and
     * run.json stays what it is until somebody holds the run and ends the stage.
     */
    public static RunDirectory share(Path root) throws IOException {
        requireRun(root);
        return new RunDirectory(root, null, true, ManifestFile.read(root.resolve(ManifestFile.NAME)));
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

    /** All stages that have left something, by name, in order of their first start, as run.json has them. */
    public Map<String, StageEntry> stages() {
        Map<String, StageEntry> all = new LinkedHashMap<>();
        manifest.stages().forEach((stage, entry) -> all.put(stage, whole(stage, entry)));
        return Collections.unmodifiableMap(all);
    }

    /** The stage, if it was begun. */
    public <S, R> Optional<StageState<S, R>> stage(Stage<S, R> stage) {
        return entry(stage).map(entry -> new StageState<>(stage, entry));
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

    /** What receipts say of the machine from now on. @param properties such as the version of a library */
    public void madeOn(Map<String, String> properties) {
        machine = Map.copyOf(properties);
    }

    /** The receipts of a stage that is not ended, in order. */
    public List<Receipt> receipts(Stage<?, ?> stage) throws IOException {
        Optional<StageEntry> entry = raw(stage);
        return entry.isPresent() ? receipts.read(stage.name(), entry.get()) : List.of();
    }

    /** Where what is needed until a stage ends can be kept; it goes with the receipts. */
    public Path work(Stage<?, ?> stage, String name) {
        return receipts.work(stage.name(), name);
    }

    /** The identity of a stage's settings. */
    public String settingsOf(Stage<?, ?> stage) {
        return Receipts.settings(raw(stage).orElseThrow(() -> notBegun(stage)).settings());
    }

    /**
     * Starts or goes on with a stage. With the settings of an earlier start its finished parts stay; with others they
     * are forgotten and will be written anew. {@code run.json} says so from the stage's first result on: a start that fails
     * before that leaves it as it was.
     */
    public <S> void begin(Stage<S, ?> stage, S settings) {
        if (!stage(stage).map(known -> known.hasSettings(settings)).orElse(false)) {
            begun.put(stage.name(), StageEntry.begun(StageJson.settings(settings)));
            parts.remove(stage.name());
            outstanding.remove(stage.name());
        }
    }

    /** Has run.json say that a stage is begun, before it has left anything. */
    public void keep(Stage<?, ?> stage) throws IOException {
        put(stage, begun(stage));
    }

    /** The part, if the stage has finished it and the file is still what was written. */
    public Optional<Part> part(Stage<?, ?> stage, String path) throws IOException {
        Optional<Part> part = known(stage, path);
        boolean damaged = part.isPresent()
                && SoundFiles.fault(root.resolve(path), part.get()).isPresent();
        return damaged ? Optional.empty() : part;
    }

    /** Whether the stage has finished a file, be it there or not. */
    public boolean has(Stage<?, ?> stage, String path) {
        return known(stage, path).isPresent();
    }

    /**
     * A file that a stage has finished, to be read.
     *
     * @throws UserError if the stage has no such file, or the file is no longer what was written
     */
    public Path file(Stage<?, ?> stage, String path) throws IOException {
        Part part = known(stage, path).orElseThrow(() -> notFinished(stage));
        return sound(stage, List.of(part)).get(0);
    }

    /**
     * The files that a stage has finished whose paths begin so, to be read; in order of their paths.
     *
     * @throws UserError if one of them is no longer what was written
     */
    public List<Path> files(Stage<?, ?> stage, String beginning) throws IOException {
        return sound(
                stage,
                parts(stage).stream()
                        .filter(part -> part.path().startsWith(beginning))
                        .toList());
    }

    /** Whether the stage is finished with these settings and all its files are what was written. */
    public <S> boolean isFinished(Stage<S, ?> stage, S settings) throws IOException {
        boolean finished = stage(stage)
                .filter(state -> state.finished() && state.hasSettings(settings))
                .isPresent();
        return finished && isSound(stage);
    }

    /** Whether all files that the stage has finished are what was written. */
    public boolean isSound(Stage<?, ?> stage) throws IOException {
        return faults(parts(stage)).stream().allMatch(Optional::isEmpty);
    }

    private List<Path> sound(Stage<?, ?> stage, List<Part> parts) throws IOException {
        List<Optional<String>> faults = faults(parts);
        for (int i = 0; i < faults.size(); i++) {
            if (faults.get(i).isPresent()) {
                throw new UserError(
                        root.resolve(parts.get(i).path()) + " " + faults.get(i).get() + "; " + remedy(stage));
            }
        }
        return parts.stream().map(part -> root.resolve(part.path())).toList();
    }

    /** Of each part what is wrong with it; several files are read at a time. */
    private List<Optional<String>> faults(List<Part> parts) throws IOException {
        try {
            return parts.parallelStream()
                    .map(part -> {
                        try {
                            return SoundFiles.fault(root.resolve(part.path()), part);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Codes that were made while the model ran are extraction's to make again. */
    private String remedy(Stage<?, ?> stage) {
        if (!has(Stages.EXTRACT, PartPaths.TOKENIZER) && SYNTHETIC.contains(stage)) {
            return "run \"steergraph bench-codes --out " + root
                    + "\" with the same options again, which makes anew what is damaged.";
        }
        Stage<?, ?> maker = stage(Stages.ENCODE)
                        .filter(encoded -> stage.equals(Stages.ENCODE)
                                && encoded.settings().isOnePass())
                        .isPresent()
                ? Stages.EXTRACT
                : stage;
        return "run \"" + maker.command() + " --run " + root
                + "\" with the same options again, which makes anew what is damaged.";
    }

    private Optional<Part> known(Stage<?, ?> stage, String path) {
        return raw(stage).flatMap(entry -> parts(stage.name(), entry).find(path));
    }

    /** Files that the stage has finished. */
    private List<Part> parts(Stage<?, ?> stage) {
        return raw(stage).map(entry -> parts(stage.name(), entry).all()).orElse(List.of());
    }

    private StageParts parts(String stage, StageEntry entry) {
        return parts.computeIfAbsent(stage, name -> new StageParts(entry.parts()));
    }

    /** Empty if it was never begun. */
    private Optional<StageEntry> entry(Stage<?, ?> stage) {
        return raw(stage).map(entry -> whole(stage.name(), entry));
    }

    /** As run.json has it, or will. */
    private Optional<StageEntry> raw(Stage<?, ?> stage) {
        return Optional.ofNullable(begun.get(stage.name()))
                .or(() -> Optional.ofNullable(manifest.stages().get(stage.name())));
    }

    /** With what receipts say. */
    private StageEntry whole(String stage, StageEntry entry) {
        Outstanding more = begun.containsKey(stage) && begun.get(stage) != entry
                ? Outstanding.NONE
                : outstanding.getOrDefault(stage, Outstanding.NONE);
        return more.receipts() == 0
                ? entry
                : entry.withParts(parts(stage, entry).all(), entry.finished(), more.seconds());
    }

    /** Enters files, already written and forced, as finished parts of a stage, in one step; they are read for their checksums. */
    public void addParts(Stage<?, ?> stage, List<String> paths, double seconds) throws IOException {
        List<Part> files = new ArrayList<>();
        for (String path : paths) {
            files.add(SoundFiles.written(root, path));
        }
        addFiles(stage, files, seconds);
    }

    /** The same of files whose checksums were taken while they were written. */
    public void addFiles(Stage<?, ?> stage, List<Part> files, double seconds) throws IOException {
        for (Part file : files) {
            SoundFiles.remember(root, file);
        }
        StageEntry entry = raw(stage).orElseThrow(() -> notBegun(stage));
        parts(stage.name(), entry).add(files);
        boolean isNew = begun.containsKey(stage.name());
        Outstanding before = outstanding.getOrDefault(stage.name(), Outstanding.NONE);
        if (shared) {
            receipts.write(entry, stage.name(), files, seconds, machine);
        } else if (isNew || entry.finished() || before.receipts() >= MOST_RECEIPTS) {
            put(
                    stage,
                    whole(stage.name(), entry)
                            .withParts(parts(stage.name(), entry).all(), false, seconds));
        } else {
            receipts.write(entry, stage.name(), files, seconds, machine);
            outstanding.put(stage.name(), before.plus(1, seconds));
        }
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
        parts.remove(stage.name());
        put(stage, entry.withParts(kept, entry.finished(), 0));
        for (Part part : dropped) {
            Files.deleteIfExists(root.resolve(part.path()));
        }
    }

    /** One checksum over the checksums of a stage's parts below a folder: the identity of a later stage's input. */
    public String fingerprint(Stage<?, ?> stage, String folder) {
        MessageDigest digest = digest();
        for (Part part : parts(stage)) {
            if (part.path().startsWith(folder + "/")) {
                digest.update(part.path().getBytes(StandardCharsets.UTF_8));
                digest.update(HexFormat.of().parseHex(Objects.requireNonNullElse(part.sha256(), "")));
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
        return entry(stage).orElseThrow(() -> notBegun(stage));
    }

    private IllegalStateException notBegun(Stage<?, ?> stage) {
        return new IllegalStateException("stage " + stage + " of run " + root + " was not begun");
    }

    private void put(Stage<?, ?> stage, StageEntry entry) throws IOException {
        manifest.stages().put(stage.name(), entry);
        begun.remove(stage.name());
        outstanding.remove(stage.name());
        save();
        receipts.delete(stage.name());
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
        if (shared) {
            throw new IllegalStateException("run " + root + " is shared, and run.json is not written");
        }
        ManifestFile.write(root.resolve(ManifestFile.NAME), manifest);
    }

    private static void requireRun(Path root) {
        if (!Files.exists(root.resolve(ManifestFile.NAME))) {
            throw new UserError(
                    root + " is no run directory: it has no run.json; start one with \"steergraph extract --run " + root
                            + " ...\".");
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        FileChannel channel = tryLock(root);
        if (channel == null) {
            throw inUse(root);
        }
        return channel;
    }

    private static UserError inUse(Path root) {
        return new UserError("Run " + root + " is in use by another steergraph process; wait for it or stop it.");
    }

    private static @Nullable FileChannel tryLock(Path root) throws IOException {
        FileChannel channel = FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by this very process: the same answer as for another one.
        }
        if (lock == null) {
            channel.close();
            return null;
        }
        return channel;
    }

    /** Of SHA-256. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
