package dev.steergraph.ingest.extract;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.steergraph.core.Progress;
import dev.steergraph.core.Stopwatch;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.codes.Activations;
import dev.steergraph.core.concurrent.Shelf;
import dev.steergraph.core.feature.StatisticsPass;
import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.PartTokens;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.EncodeResult;
import dev.steergraph.core.stage.EncodeSettings;
import dev.steergraph.core.stage.EncodedSet;
import dev.steergraph.core.stage.ExtractResult;
import dev.steergraph.core.stage.SaeCheck;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.extract.machine.Libraries;
import dev.steergraph.ingest.extract.size.JobSize;
import dev.steergraph.ingest.extract.size.Outlook;
import dev.steergraph.ingest.extract.size.RowBytes;
import dev.steergraph.ingest.model.engine.Devices;
import dev.steergraph.ingest.sae.SaeEncoder;
import dev.steergraph.ingest.sae.format.KnownL0;
import dev.steergraph.ingest.sae.run.CodeSet;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Stored activations to sparse codes and the features' statistics, set by set and part by part. */
public final class Encode {

    private final RunDirectory run;
    private final Progress progress;
    private boolean acceptsSize;

    public Encode(RunDirectory run, Progress progress) {
        this.run = run;
        this.progress = progress;
    }

    /** Begins even where the disk is surely too small, if that is accepted. */
    public Encode acceptingSize(boolean accepted) {
        acceptsSize = accepted;
        return this;
    }

    /**
     * Encodes what is not encoded yet.
     *
     * @param saes hook points that are not named take the SAE that was trained in the run
     * @throws UserError if an SAE is missing, damaged, or made for other activations; run.json is what it was
     */
    public void execute(SaeSpec saes, String device) throws IOException {
        Job job = job(saes);
        if (isDone(job)) {
            return;
        }
        PartTokens tokens = PartTokens.open(run);
        try (NDManager manager = NDManager.newBaseManager(Devices.parse(device))) {
            run.begin(Stages.ENCODE, job.settings);
            run.madeOn(Libraries.machine());
            Stopwatch clock = new Stopwatch();
            Map<String, SaeCheck> checks = check(job, saes, manager);
            requireRoom(job, checks, tokens);
            for (CodeSet set : job.sets) {
                StatisticsPass statistics = new StatisticsPass(run, features(List.of(set)));
                encode(set, tokens, part -> true, statistics::add, Shelf.none(), manager.getDevice(), clock);
                statistics.finish(tokens.count(), clock.lap());
            }
            run.finish(Stages.ENCODE, clock.lap(), result(job.sets, checks));
        }
    }

    /** @throws UserError if the codes that are left have surely no room */
    void requireRoom(Job job, Map<String, SaeCheck> checks, PartTokens tokens) throws IOException {
        double bytes = 0;
        for (CodeSet set : job.sets) {
            long left = 0;
            for (int part = 0; part < tokens.count(); part++) {
                left += run.has(Stages.ENCODE, PartPaths.codes(set.id(), part)) ? 0 : tokens.partRows()[part];
            }
            bytes += left * RowBytes.encoded(l0(List.of(set), checks)).codes();
        }
        JobSize size = new JobSize(tokens.rows(), new RowBytes(0, 0, bytes / Math.max(1, tokens.rows())), 0, 0);
        size.requireRoom(run.root(), acceptsSize);
    }

    /**
     * What is to be encoded.
     *
     * @param settings of stored activations
     */
    record Job(List<CodeSet> sets, EncodeSettings settings) {}

    /** @throws UserError as {@link #execute} */
    Job job(SaeSpec saes) throws IOException {
        ExtractResult extracted = run.finished(Stages.EXTRACT).result();
        List<CodeSet> sets = RunSets.of(run, SaeTarget.of(run), saes, progress);
        return new Job(sets, settings(sets, hook -> extracted.activations().get(hook)));
    }

    /** Whether nothing is left to do. */
    boolean isDone(Job job) throws IOException {
        return isFinished(run, job.sets) || run.isFinished(Stages.ENCODE, job.settings);
    }

    /** Looks at the SAEs that no earlier start has looked at, and keeps what it found. @return by id of the set */
    Map<String, SaeCheck> check(Job job, SaeSpec saes, NDManager manager) throws IOException {
        Map<String, SaeCheck> checks = new TreeMap<>(checked(run));
        List<CodeSet> left =
                job.sets.stream().filter(set -> !checks.containsKey(set.id())).toList();
        Map<String, SaeCheck> found =
                left.isEmpty() ? Map.of() : new SaeSample(run, progress).check(left, saes.acceptsMismatch(), manager);
        if (!found.isEmpty()) {
            checks.putAll(found);
            run.report(Stages.ENCODE, result(job.sets, checks));
        }
        return checks;
    }

    /** Settings of codes that are made while the model runs. */
    static EncodeSettings onePass(List<CodeSet> sets) {
        return settings(sets, hook -> EncodeSettings.ONE_PASS);
    }

    private static EncodeSettings settings(List<CodeSet> sets, Function<HookPoint, String> checksum) {
        Map<String, String> activations = new TreeMap<>();
        Map<String, String> saes = new TreeMap<>();
        for (CodeSet set : sets) {
            activations.put(set.hook().toString(), checksum.apply(set.hook()));
            saes.put(set.id(), set.sha256());
        }
        return new EncodeSettings(activations, saes);
    }

    /** Whether these sets were encoded while the model ran. */
    static boolean isFinished(RunDirectory run, List<CodeSet> sets) throws IOException {
        return run.isFinished(Stages.ENCODE, onePass(sets));
    }

    /** Whether the statistics are what was written. */
    static boolean statisticsAreSound(RunDirectory run, List<CodeSet> sets) throws IOException {
        for (CodeSet set : sets) {
            if (run.part(Stages.ENCODE, PartPaths.features(set.id())).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Features of each set, by id. */
    static Map<String, Integer> features(List<CodeSet> sets) {
        Map<String, Integer> features = new LinkedHashMap<>();
        sets.forEach(set -> features.put(set.id(), set.sae().dSae()));
        return features;
    }

    /** @param checks by id of the set */
    static EncodeResult result(List<CodeSet> sets, Map<String, SaeCheck> checks) {
        Map<String, EncodedSet> encoded = new TreeMap<>();
        sets.forEach(set -> encoded.put(
                set.id(),
                new EncodedSet(
                        set.sae().dSae(),
                        set.place(),
                        set.name(),
                        set.site() == FeatureSite.of(set.hook()) ? null : set.site(),
                        checks.get(set.id()),
                        set.neuronpedia())));
        return new EncodeResult(encoded);
    }

    /** Active features of a row in each set of which that is known: as was seen, or as something says. */
    static List<Double> l0(List<CodeSet> sets, Map<String, SaeCheck> checks) {
        return sets.stream()
                .flatMap(set -> Optional.ofNullable(checks.get(set.id()))
                        .map(SaeCheck::l0)
                        .or(() -> set.knownL0().map(KnownL0::value))
                        .stream())
                .toList();
    }

    /** What earlier starts of the stage have found of its SAEs, by id of the set. */
    static Map<String, SaeCheck> checked(RunDirectory run) {
        Map<String, SaeCheck> checks = new TreeMap<>();
        run.stage(Stages.ENCODE).ifPresent(encode -> encode.result().sets().forEach((id, set) -> {
            if (set.check() != null) {
                checks.put(id, set.check());
            }
        }));
        return checks;
    }

    /** Makes the parts of a set that are not there. @param wanted by number @param made hears of them @param shelf of SAEs */
    void encode(
            CodeSet set,
            PartTokens tokens,
            IntPredicate wanted,
            PartWriter.Listener made,
            Shelf shelf,
            Device device,
            Stopwatch clock)
            throws IOException {
        shelf.with(
                LoadedEncoder.key(set, device),
                () -> LoadedEncoder.of(set, device),
                loaded -> encode(set, loaded.encoder(), tokens, wanted, made, clock));
    }

    private void encode(
            CodeSet set,
            SaeEncoder encoder,
            PartTokens tokens,
            IntPredicate wanted,
            PartWriter.Listener made,
            Stopwatch clock)
            throws IOException {
        progress.begin("encode " + set.id(), tokens.rows(), "rows");
        Outlook outlook =
                new Outlook(run.root(), OptionalLong.of(toMake(tokens, wanted)), Stages.ENCODE.command(), progress);
        long active = 0;
        long encoded = 0;
        for (int part = 0; part < tokens.count(); part++) {
            if (wanted.test(part)
                    && run.part(Stages.ENCODE, PartPaths.codes(set.id(), part)).isEmpty()) {
                if (encoded == 0) {
                    outlook.begin();
                }
                ActivationRows rows = Activations.part(run, set.hook(), part, tokens.partRows()[part]);
                EncodePart codes = EncodePart.of(set, encoder, rows, tokens.documents(part));
                run.addFiles(Stages.ENCODE, List.of(codes.write(run, set, part)), clock.lap());
                made.add(part, Map.of(set.id(), codes.codes()), codes.document());
                active += codes.codes().values().length;
                encoded += codes.codes().rows();
                outlook.made(codes.codes().rows(), encoded);
            }
            progress.update(tokens.firstRow(part + 1), "");
        }
        progress.end(encoded == 0 ? "" : String.format(Locale.ROOT, "L0 %.1f", (double) active / encoded));
    }

    /** Rows of the wanted parts. */
    private static long toMake(PartTokens tokens, IntPredicate wanted) {
        return IntStream.range(0, tokens.count())
                .filter(wanted)
                .mapToLong(part -> tokens.partRows()[part])
                .sum();
    }

    /** An SAE on a device. */
    private record LoadedEncoder(SaeEncoder encoder, NDManager manager) implements Closeable {

        static Shelf.Key<LoadedEncoder> key(CodeSet set, Device device) {
            return new Shelf.Key<>(LoadedEncoder.class, List.of(set.id(), set.sha256(), device));
        }

        static LoadedEncoder of(CodeSet set, Device device) throws IOException {
            NDManager manager = NDManager.newBaseManager(device);
            try {
                return new LoadedEncoder(new SaeEncoder(set.sae(), manager), manager);
            } catch (IOException | RuntimeException e) {
                manager.close();
                throw e;
            }
        }

        @Override
        public void close() {
            encoder.close();
            manager.close();
        }
    }
}
