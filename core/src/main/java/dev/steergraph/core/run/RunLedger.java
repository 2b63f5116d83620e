package dev.steergraph.core.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is recorded of a run: {@code run.json}, and the receipts of what was finished since it was written. Stages go by their names.
 * One thread at a time may write; any may look.
 */
final class RunLedger {

    /** After so many receipts of a stage run.json takes in what they say, so that a later start reads few. */
    private static final int MOST_RECEIPTS = 4_096;

    private final Path root;
    private final Receipts receipts;
    /** Whether others may write at the same time: then run.json is theirs who merge. */
    private final boolean shared;

    private RunManifest manifest;
    private Map<String, String> machine = Map.of();

    /** Finished files of stages; what receipts say is in them, and in run.json with the next change of it. */
    private final Map<String, StageParts> parts = new ConcurrentHashMap<>();

    private final Map<String, Outstanding> outstanding = new HashMap<>();

    /** Stages that were begun anew and have not left anything yet. */
    private final Map<String, StageEntry> begun = new LinkedHashMap<>();

    /** Receipts of a stage that run.json has not taken in, and the seconds that they tell of. */
    private record Outstanding(int receipts, double seconds) {

        static final Outstanding NONE = new Outstanding(0, 0);

        Outstanding plus(int more, double moreSeconds) {
            return new Outstanding(receipts + more, seconds + moreSeconds);
        }
    }

    /** @param held whether this process holds the run @param shared whether it adds parts without holding it */
    RunLedger(Path root, RunManifest manifest, boolean held, boolean shared) throws IOException {
        this.root = root;
        this.manifest = manifest;
        this.shared = shared;
        receipts = new Receipts(root);
        for (Map.Entry<String, StageEntry> stage : manifest.stages().entrySet()) {
            if (!stage.getValue().finished()) {
                take(stage.getKey(), stage.getValue());
            } else if (held) {
                // A process that was killed had taken them in, and not yet removed them.
                receipts.delete(stage.getKey());
            }
        }
    }

    private void take(String stage, StageEntry entry) throws IOException {
        for (Receipt receipt : receipts.read(stage, entry)) {
            parts(stage, entry).add(receipt.files());
            outstanding.merge(stage, new Outstanding(1, receipt.seconds()), (all, one) -> all.plus(1, one.seconds()));
        }
    }

    boolean isShared() {
        return shared;
    }

    RunManifest manifest() {
        return manifest;
    }

    void describe(ModelDescription model, CorpusDescription corpus, Map<String, String> libraries) throws IOException {
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

    /** All stages that have left something, in order of their first start. */
    Map<String, StageEntry> stages() {
        Map<String, StageEntry> all = new LinkedHashMap<>();
        manifest.stages().forEach((stage, entry) -> all.put(stage, whole(stage, entry)));
        return Collections.unmodifiableMap(all);
    }

    /** Empty if it was never begun. */
    Optional<StageEntry> stage(String stage) {
        return recorded(stage).map(entry -> whole(stage, entry));
    }

    Optional<Part> part(String stage, String path) {
        return recorded(stage).flatMap(entry -> parts(stage, entry).find(path));
    }

    /** Files that the stage has finished. */
    List<Part> parts(String stage) {
        return recorded(stage).map(entry -> parts(stage, entry).all()).orElse(List.of());
    }

    /** Those of a stage that is not ended, in order. */
    List<Receipt> receipts(String stage) throws IOException {
        Optional<StageEntry> entry = recorded(stage);
        return entry.isPresent() ? receipts.read(stage, entry.get()) : List.of();
    }

    Path work(String stage, String name) {
        return receipts.work(stage, name);
    }

    /** The identity of a stage's settings. */
    String settings(String stage) {
        return Receipts.settings(required(stage).settings());
    }

    void madeOn(Map<String, String> properties) {
        machine = Map.copyOf(properties);
    }

    void begin(String stage, ObjectNode settings) {
        begun.put(stage, StageEntry.begun(settings));
        parts.remove(stage);
        outstanding.remove(stage);
    }

    /** By a receipt, where that is enough for a later start to know of them. */
    void add(String stage, List<Part> files, double seconds) throws IOException {
        StageEntry entry = recorded(stage).orElseThrow(() -> notBegun(stage));
        parts(stage, entry).add(files);
        Outstanding before = outstanding.getOrDefault(stage, Outstanding.NONE);
        boolean isKnown = !begun.containsKey(stage) && !entry.finished() && before.receipts() < MOST_RECEIPTS;
        if (shared || isKnown) {
            receipts.write(entry, stage, files, seconds, machine);
            outstanding.put(stage, before.plus(1, seconds));
        } else {
            put(stage, whole(stage, entry).withParts(parts(stage, entry).all(), false, seconds));
        }
    }

    /** Writes run.json. */
    void put(String stage, StageEntry entry) throws IOException {
        manifest.stages().put(stage, entry);
        begun.remove(stage);
        outstanding.remove(stage);
        parts.remove(stage);
        save();
        receipts.delete(stage);
    }

    /** The stage with all that is finished of it. */
    StageEntry required(String stage) {
        return stage(stage).orElseThrow(() -> notBegun(stage));
    }

    private IllegalStateException notBegun(String stage) {
        return new IllegalStateException("stage " + stage + " of run " + root + " was not begun");
    }

    private StageParts parts(String stage, StageEntry entry) {
        return parts.computeIfAbsent(stage, name -> new StageParts(entry.parts()));
    }

    /** As run.json has it, or will. */
    private Optional<StageEntry> recorded(String stage) {
        return Optional.ofNullable(begun.get(stage))
                .or(() -> Optional.ofNullable(manifest.stages().get(stage)));
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

    private void save() throws IOException {
        if (shared) {
            throw new IllegalStateException("run " + root + " is shared, and run.json is not written");
        }
        ManifestFile.write(root.resolve(ManifestFile.NAME), manifest);
    }
}
