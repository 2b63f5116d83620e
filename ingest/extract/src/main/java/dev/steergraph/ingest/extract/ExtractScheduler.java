package dev.steergraph.ingest.extract;

import ai.djl.Device;
import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.concurrent.Futures;
import dev.steergraph.core.concurrent.Shelf;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.stage.Outliers;
import dev.steergraph.core.stage.SaeCheck;
import dev.steergraph.ingest.corpus.CorpusPosition;
import dev.steergraph.ingest.corpus.batch.TextPart;
import dev.steergraph.ingest.corpus.batch.TextParts;
import dev.steergraph.ingest.extract.check.Circumstances;
import dev.steergraph.ingest.extract.check.FitCheck;
import dev.steergraph.ingest.extract.check.Hooks;
import dev.steergraph.ingest.extract.check.ModelRows;
import dev.steergraph.ingest.extract.row.OutlierLimits;
import dev.steergraph.ingest.extract.row.SampleRows;
import dev.steergraph.ingest.extract.size.Outlook;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.sae.run.CodeSet;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Shares the parts of a corpus among devices, each with its own copy of the model. */
final class ExtractScheduler implements AutoCloseable {

    /** Measured: products run at full speed from here on, and what lies between them still fits the caches. */
    private static final int CPU_BATCH_TOKENS = 2_048;

    private static final int GPU_BATCH_TOKENS = 16_384;
    private static final int PARTS_AHEAD = 2;

    private final ExtractParameters parameters;
    private final ModelSource source;
    private final List<HookPoint> hooks;
    private final List<CodeSet> sets;
    private final int lot;
    private final boolean kept;
    private final Shelf shelf;
    private final Progress progress;
    private final BooleanSupplier stopped;
    private final List<Device> devices;
    /** The model on the first device, if it was needed before the parts. */
    private @Nullable Transformer loaded;

    private final Outlook outlook;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong tokens = new AtomicLong();
    private String speed = "";
    private volatile boolean failed;

    /** @param shelf of loaded models @param outlook hears of the rows that are made */
    ExtractScheduler(
            ExtractJob job,
            List<Device> devices,
            Shelf shelf,
            Outlook outlook,
            Progress progress,
            BooleanSupplier stopped) {
        this.outlook = outlook;
        parameters = job.parameters();
        source = job.source();
        hooks = job.hooks();
        sets = job.sets();
        lot = job.lot();
        kept = parameters.keepsActivations();
        this.devices = devices;
        this.shelf = shelf;
        this.progress = progress;
        this.stopped = stopped;
    }

    /**
     * Looks at the beginning of the corpus.
     *
     * @param sample null if it has no text
     * @param hasBos whether sequences begin with a special token
     */
    Outliers look(@Nullable TextPart sample, boolean hasBos) throws IOException {
        Device device = devices.get(0);
        return OutlierSample.look(
                first(device), hooks, sample, hasBos, parameters.rows().keepOutliers(), batch(device));
    }

    /**
     * Looks how SAEs do on the beginning of the corpus.
     *
     * @param hasBos whether sequences begin with a special token
     * @return by id of the set
     * @throws UserError if one does not fit the activations
     */
    Map<String, SaeCheck> check(List<CodeSet> wanted, TextPart sample, OutlierLimits limits, boolean hasBos)
            throws IOException {
        Device device = devices.get(0);
        Transformer model = first(device);
        SampleRows rows = new SampleRows(model, sample, limits, FitCheck.ROWS, batch(device));
        return new FitCheck(
                        new Circumstances(model.info().id(), hasBos, false),
                        parameters.saes().acceptsMismatch(),
                        model.manager(),
                        progress)
                .of(wanted, set -> false, new ModelRows(model.info(), blocks(), rows));
    }

    /**
     * Computes and writes the parts that are not finished. Afterwards the corpus has been read as far as is wanted.
     *
     * @param limits what is an outlier
     * @param writer of what is computed
     */
    void run(TextParts parts, FinishedParts finished, OutlierLimits limits, PartWriter writer) throws IOException {
        boolean pooled = parameters.rows().pooled();
        long total =
                pooled ? parameters.rows().maxDocuments() : parameters.rows().maxTokens();
        progress.begin(title(), total == Long.MAX_VALUE ? 0 : total, pooled ? "documents" : "tokens");
        long begun = System.nanoTime();
        outlook.begin();
        ExecutorService workers = Executors.newFixedThreadPool(devices.size(), work -> new Thread(work, "extract"));
        try (Prefetcher<TextPart> ahead =
                new Prefetcher<>("tokenize", PARTS_AHEAD, () -> unfinished(parts, finished), this::isOver)) {
            List<Future<?>> futures = new ArrayList<>();
            for (Device device : devices) {
                Transformer before = loaded;
                loaded = null;
                futures.add(workers.submit(() -> {
                    work(device, before, limits, ahead, writer, begun);
                    return null;
                }));
            }
            for (Future<?> future : futures) {
                Futures.get(future, "interrupted during the extraction");
            }
        } finally {
            failed = true;
            workers.shutdownNow();
        }
        speed = speed(begun);
    }

    /** Tokens a second of the last run, as the end of a sentence; "" if nothing was left to do. */
    String speed() {
        return speed;
    }

    @Override
    public void close() {
        if (loaded != null) {
            loaded.close();
        }
    }

    private boolean isOver() {
        return stopped.getAsBoolean() || failed;
    }

    private String title() {
        return (sets.isEmpty() ? "extract " : "extract and encode ")
                + (hooks.size() == 1 ? hooks.get(0) : hooks.size() + " hook points");
    }

    private @Nullable TextPart unfinished(TextParts parts, FinishedParts finished) {
        while (finished.end(parts.number()).isPresent()) {
            CorpusPosition end = finished.end(parts.number()).orElseThrow();
            parts.skip(end);
            rows.set(end.rows());
        }
        return parts.number() < finished.past() ? parts.next() : null;
    }

    /** The model on the first device. */
    private Transformer first(Device device) throws IOException {
        Transformer model = loaded != null ? loaded : load(device);
        loaded = model;
        return model;
    }

    private Transformer load(Device device) throws IOException {
        return source.loadBlocks(device, parameters.model().dtype(), blocks());
    }

    /** As many as what is read needs, and what transcoders predict. */
    private int blocks() {
        int read = 1 + hooks.stream().mapToInt(HookPoint::layer).max().orElseThrow();
        int predicted = 1
                + sets.stream()
                        .flatMap(set -> Hooks.of(set).stream())
                        .mapToInt(HookPoint::layer)
                        .max()
                        .orElse(0);
        return Math.max(read, Math.min(predicted, source.info().layers()));
    }

    private int batch(Device device) {
        int usual = device.isGpu() ? GPU_BATCH_TOKENS : CPU_BATCH_TOKENS;
        return parameters.batchTokens() > 0 ? parameters.batchTokens() : usual;
    }

    /** @param before the model, if it is loaded already; is closed here */
    private void work(
            Device device,
            @Nullable Transformer before,
            OutlierLimits limits,
            Prefetcher<TextPart> parts,
            PartWriter writer,
            long begun)
            throws IOException {
        try {
            if (before == null) {
                shelf.with(
                        LoadedComputer.key(parameters, sets, limits, device),
                        () -> computer(load(device), device, limits),
                        loaded -> work(loaded, parts, writer, begun));
            } else {
                try (LoadedComputer loaded = computer(before, device, limits)) {
                    work(loaded, parts, writer, begun);
                }
            }
        } catch (IOException | RuntimeException e) {
            failed = true;
            throw e;
        }
    }

    private LoadedComputer computer(Transformer model, Device device, OutlierLimits limits) throws IOException {
        return LoadedComputer.of(
                model,
                () -> new PartComputer(model, limits, sets, parameters.rows().pooled(), kept, lot, batch(device)));
    }

    private void work(LoadedComputer loaded, Prefetcher<TextPart> parts, PartWriter writer, long begun)
            throws IOException {
        try (DeviceWorker worker = new DeviceWorker(loaded.computer(), writer)) {
            worker.work(parts, (batchRows, batchTokens) -> {
                if (isOver()) {
                    throw new CancellationException();
                }
                tokens.addAndGet(batchTokens);
                long now = rows.addAndGet(batchRows);
                outlook.made(batchRows, now);
                progress.update(now, parameters.rows().pooled() ? speed(begun) : "");
            });
        }
    }

    private String speed(long begun) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        return tokens.get() == 0 ? "" : String.format(Locale.ROOT, ", %,.0f tokens/s", tokens.get() / seconds);
    }

    /** A model, and what computes parts with it; they are closed together. */
    private record LoadedComputer(Transformer model, PartComputer computer) implements Closeable {

        /** All that a computer of parts depends on. */
        private record Settings(
                ExtractParameters parameters, List<String> saes, List<Double> limits, boolean kept, Device device) {}

        static Shelf.Key<LoadedComputer> key(
                ExtractParameters parameters, List<CodeSet> sets, OutlierLimits limits, Device device) {
            Settings settings = new Settings(
                    parameters,
                    sets.stream().map(set -> set.id() + " " + set.sha256()).toList(),
                    DoubleStream.of(limits.limits()).boxed().toList(),
                    limits.kept(),
                    device);
            return new Shelf.Key<>(LoadedComputer.class, settings);
        }

        /** @param model is closed here if there is no computer */
        static LoadedComputer of(Transformer model, Shelf.Maker<PartComputer> computer) throws IOException {
            try {
                return new LoadedComputer(model, computer.make());
            } catch (IOException | RuntimeException e) {
                model.close();
                throw e;
            }
        }

        @Override
        public void close() {
            computer.close();
            model.close();
        }
    }
}
