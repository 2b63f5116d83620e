package dev.steergraph.core.run;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.io.Sha256;
import dev.steergraph.core.stage.Stage;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run: a folder whose {@code run.json} lists finished parts with sizes and checksums, so that a killed run goes on at
 * the first unfinished one. One process at a time may hold it.
 */
public final class RunDirectory implements AutoCloseable {

    /** What "steergraph bench-codes" makes in the place of text, model and SAEs. */
    private static final List<Stage<?, ?>> SYNTHETIC = List.of(Stages.EXTRACT, Stages.ENCODE);

    private final Path root;
    private final @Nullable RunLock lock;
    private final RunLedger ledger;
    private final VerifiedFiles verified;

    private RunDirectory(Path root, @Nullable RunLock lock, RunLedger ledger) {
        this.root = root;
        this.lock = lock;
        this.ledger = ledger;
        this.verified = new VerifiedFiles(root);
    }

    /**
     * Opens a run for writing. If it is not there, its folder is made; {@code run.json} comes with the first result.
     *
     * @throws UserError if another process holds it, or run.json is not of this format and version
     */
    public static RunDirectory open(Path root, RunId id) throws IOException {
        return openIfFree(root, id).orElseThrow(() -> RunLock.inUse(root));
    }

    /** The same; nothing if another process holds it. */
    public static Optional<RunDirectory> openIfFree(Path root, RunId id) throws IOException {
        Files.createDirectories(root);
        Optional<RunLock> lock = RunLock.ifFree(root);
        return lock.isEmpty() ? Optional.empty() : Optional.of(held(root, lock.get(), () -> begun(id)));
    }

    private static RunManifest begun(RunId id) {
        return new RunManifest(
                RunManifest.FORMAT,
                RunManifest.VERSION,
                id.value(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                null,
                null,
                Map.of(),
                new LinkedHashMap<>());
    }

    /** @param none what stands for a manifest that is not there */
    private static RunDirectory held(Path root, RunLock lock, Supplier<RunManifest> none) throws IOException {
        try {
            Path file = root.resolve(ManifestFile.NAME);
            RunManifest manifest = Files.exists(file) ? ManifestFile.read(file) : none.get();
            return new RunDirectory(root, lock, new RunLedger(root, manifest, true, false));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Opens a run that must exist. */
    public static RunDirectory existing(Path root) throws IOException {
        if (RunLock.exists(root)) {
            RunLock.of(root).close(); // A run that has just begun is held, and has no manifest yet.
        }
        requireRun(root);
        return held(root, RunLock.of(root), () -> {
            throw noRun(root);
        });
    }

    /** Reads a run that must exist, without holding it: for looking only, while another process may be at work. */
    public static RunDirectory view(Path root) throws IOException {
        return unheld(root, false);
    }

    /**
     * Opens a run that must exist to add parts to it, while others do the same: what is finished is told by receipts, and
     * run.json stays what it is until somebody holds the run and ends the stage.
     */
    public static RunDirectory share(Path root) throws IOException {
        return unheld(root, true);
    }

    private static RunDirectory unheld(Path root, boolean shared) throws IOException {
        requireRun(root);
        RunManifest manifest = ManifestFile.read(root.resolve(ManifestFile.NAME));
        return new RunDirectory(root, null, new RunLedger(root, manifest, false, shared));
    }

    public Path root() {
        return root;
    }

    public RunId id() {
        return new RunId(ledger.manifest().run());
    }

    public String created() {
        return ledger.manifest().created();
    }

    /** @throws UserError before extraction */
    public ModelDescription model() {
        return described(ledger.manifest().model());
    }

    /** @throws UserError before extraction */
    public CorpusDescription corpus() {
        return described(ledger.manifest().corpus());
    }

    /** All stages that have left something, by name, in order of their first start, as run.json has them. */
    public Map<String, StageEntry> stages() {
        return ledger.stages();
    }

    /** The stage, if it was begun. */
    public <S, R> Optional<StageState<S, R>> stage(Stage<S, R> stage) {
        return ledger.stage(stage.name()).map(entry -> new StageState<>(stage, entry));
    }

    /** The stage, which must be finished. @throws UserError naming the command to run first */
    public <S, R> StageState<S, R> finished(Stage<S, R> stage) {
        return stage(stage).filter(StageState::finished).orElseThrow(() -> notFinished(stage));
    }

    /** Records what the run is about. */
    public void describe(ModelDescription model, CorpusDescription corpus, Map<String, String> libraries)
            throws IOException {
        ledger.describe(model, corpus, libraries);
    }

    /** What receipts say of the machine from now on. @param properties such as the version of a library */
    public void madeOn(Map<String, String> properties) {
        ledger.madeOn(properties);
    }

    /** The receipts of a stage that is not ended, in order. */
    public List<Receipt> receipts(Stage<?, ?> stage) throws IOException {
        return ledger.receipts(stage.name());
    }

    /** Where what is needed until a stage ends can be kept; it goes with the receipts. */
    public Path work(Stage<?, ?> stage, String name) {
        return ledger.work(stage.name(), name);
    }

    /** The identity of a stage's settings. */
    public String settingsOf(Stage<?, ?> stage) {
        return ledger.settings(stage.name());
    }

    /**
     * Starts or goes on with a stage. With the settings of an earlier start its finished parts stay; with others they
     * are forgotten and will be written anew. {@code run.json} says so from the stage's first result on: a start that fails
     * before that leaves it as it was.
     */
    public <S> void begin(Stage<S, ?> stage, S settings) {
        if (!stage(stage).map(known -> known.hasSettings(settings)).orElse(false)) {
            ledger.begin(stage.name(), StageJson.settings(settings));
        }
    }

    /** Has run.json say that a stage is begun, before it has left anything. */
    public void keep(Stage<?, ?> stage) throws IOException {
        ledger.put(stage.name(), ledger.required(stage.name()));
    }

    /** The part, if the stage has finished it and the file is still what was written. */
    public Optional<Part> part(Stage<?, ?> stage, String path) throws IOException {
        Optional<Part> part = ledger.part(stage.name(), path);
        boolean damaged =
                part.isPresent() && SoundFiles.fault(root, part.get(), verified).isPresent();
        return damaged ? Optional.empty() : part;
    }

    /** Whether the stage has finished a file, be it there or not. */
    public boolean has(Stage<?, ?> stage, String path) {
        return ledger.part(stage.name(), path).isPresent();
    }

    /**
     * A file that a stage has finished, to be read.
     *
     * @throws UserError if the stage has no such file, or the file is no longer what was written
     */
    public Path file(Stage<?, ?> stage, String path) throws IOException {
        Part part = ledger.part(stage.name(), path).orElseThrow(() -> notFinished(stage));
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
                ledger.parts(stage.name()).stream()
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
        return faults(ledger.parts(stage.name())).stream().allMatch(Optional::isEmpty);
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
                            return SoundFiles.fault(root, part, verified);
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
            verified.add(file);
        }
        ledger.add(stage.name(), files, seconds);
    }

    public <R> void finish(Stage<?, R> stage, double seconds, R result) throws IOException {
        ledger.put(stage.name(), ledger.required(stage.name()).withReport(StageJson.result(result), true, seconds));
    }

    /** Keeps what a stage that is still at work has found so far. */
    public <R> void report(Stage<?, R> stage, R result) throws IOException {
        ledger.put(stage.name(), ledger.required(stage.name()).withReport(StageJson.result(result), false, 0));
    }

    /** Deletes files of a stage that later stages no longer need; the stage stays finished. */
    public void drop(Stage<?, ?> stage, String folder) throws IOException {
        StageEntry entry = ledger.required(stage.name());
        List<Part> kept = new ArrayList<>();
        List<Part> dropped = new ArrayList<>();
        for (Part part : entry.parts()) {
            (part.path().startsWith(folder + "/") ? dropped : kept).add(part);
        }
        // The manifest forgets them first: a kill in between leaves spare files, never missing ones.
        ledger.put(stage.name(), entry.withParts(kept, entry.finished(), 0));
        for (Part part : dropped) {
            Files.deleteIfExists(root.resolve(part.path()));
        }
    }

    /** One checksum over the checksums of a stage's parts below a folder: the identity of a later stage's input. */
    public String fingerprint(Stage<?, ?> stage, String folder) {
        MessageDigest digest = Sha256.digest();
        for (Part part : ledger.parts(stage.name())) {
            if (part.path().startsWith(folder + "/")) {
                digest.update(part.path().getBytes(StandardCharsets.UTF_8));
                digest.update(HexFormat.of().parseHex(Objects.requireNonNullElse(part.sha256(), "")));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        if (lock != null || ledger.isShared()) {
            verified.keep();
        }
        if (lock != null) {
            lock.close();
        }
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

    private static void requireRun(Path root) {
        if (!Files.exists(root.resolve(ManifestFile.NAME))) {
            throw noRun(root);
        }
    }

    private static UserError noRun(Path root) {
        return new UserError(
                root + " is no run directory: it has no run.json; start one with \"steergraph extract --run " + root
                        + " ...\".");
    }
}
