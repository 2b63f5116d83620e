package dev.steergraph.ingest.extract;

import ai.djl.ndarray.NDManager;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.OutlierTokens;
import dev.steergraph.ingest.corpus.batch.Sequence;
import dev.steergraph.ingest.corpus.batch.TextPart;
import dev.steergraph.ingest.extract.row.DocumentMeans;
import dev.steergraph.ingest.extract.row.EncodedRows;
import dev.steergraph.ingest.extract.row.OutlierLimits;
import dev.steergraph.ingest.extract.row.OutlierSearch;
import dev.steergraph.ingest.extract.row.PartActivations;
import dev.steergraph.ingest.extract.row.PartBuffers;
import dev.steergraph.ingest.extract.row.RowSink;
import dev.steergraph.ingest.extract.row.TokenNorms;
import dev.steergraph.ingest.extract.row.TokenRows;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.engine.Kernels;
import dev.steergraph.ingest.sae.DeviceRows;
import dev.steergraph.ingest.sae.SaeEncoder;
import dev.steergraph.ingest.sae.run.CodeSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Computes parts on one device: activations, and codes if there are SAEs. From activations to codes nothing leaves the
 * device, except means, which are formed in double precision on the host. A lot of a part's activations, or all of them, are
 * encoded together and in the order of its rows, so that codes are those of activations that were stored first.
 *
 * <p>An output is a function of the settings, which make the model and the SAEs, and of the part's text, of no other part; the
 * text of part n begins where the metadata of {@code tokens/part-(n-1)} say that part n - 1 has ended. Any device, here or
 * elsewhere, can compute any part; {@link PartWriter} writes its files.
 */
final class PartComputer implements AutoCloseable {

    private final Transformer model;
    private final PartActivations activations;
    private final OutlierLimits limits;
    private final OutlierSearch search;
    private final Kernels kernels;
    private final boolean pooled;
    private final boolean kept;
    private final int lot;
    private final NDManager manager;
    private final Map<CodeSet, SaeEncoder> encoders = new LinkedHashMap<>();
    private final Map<HookPoint, DeviceRows> onDevice = new LinkedHashMap<>();
    private final Set<HookPoint> hooks;
    private PartBuffers buffers;
    private PartBuffers spare;

    /**
     * @param limits with the hook points that are read
     * @param sets SAEs on some of them
     * @param kept whether activations are wanted as well
     * @param lot rows whose activations are held at a time, where only their codes are wanted
     */
    PartComputer(
            Transformer model,
            OutlierLimits limits,
            List<CodeSet> sets,
            boolean pooled,
            boolean kept,
            int lot,
            int batchTokens)
            throws IOException {
        this.model = model;
        this.limits = limits;
        search = new OutlierSearch(limits);
        List<HookPoint> hooks = limits.hooks();
        this.pooled = pooled;
        this.kept = kept;
        this.lot = lot;
        this.hooks = Set.copyOf(hooks);
        activations = new PartActivations(model, this.hooks, pooled, batchTokens);
        buffers = new PartBuffers(hooks, model.info()::width);
        spare = new PartBuffers(hooks, model.info()::width);
        manager = model.manager().newSubManager();
        kernels = Kernels.beside(TokenNorms.class, manager);
        try {
            for (CodeSet set : sets) {
                encoders.put(set, new SaeEncoder(set.sae(), manager));
                if (!onDevice.containsKey(set.hook())) {
                    onDevice.put(
                            set.hook(), new DeviceRows(manager, model.info().width(set.hook())));
                }
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Uses one of two sets of buffers after the other: an output is valid until the next but one is computed. */
    PartOutput compute(TextPart part, PartActivations.Done done) {
        List<TextPart> lots = pooled || kept ? List.of(part) : part.slices(lot);
        if (lots.size() < 2) {
            return computeLot(part, done);
        }
        OutlierTokens outliers = OutlierTokens.NONE;
        List<Sequence> left = new ArrayList<>();
        int rows = 0;
        Map<CodeSet, List<SaeEncoder.Codes>> codes = new LinkedHashMap<>();
        for (TextPart each : lots) {
            PartOutput made = computeLot(each, done);
            outliers = outliers.and(made.outliers());
            left.addAll(made.part().sequences());
            rows += made.part().rows();
            made.codes().forEach((set, found) -> codes.computeIfAbsent(set, all -> new ArrayList<>())
                    .add(found));
        }
        Map<CodeSet, SaeEncoder.Codes> joined = new LinkedHashMap<>();
        codes.forEach((set, found) -> joined.put(set, SaeEncoder.Codes.join(found)));
        return new PartOutput(rows == part.rows() ? part : part.with(left, rows), outliers, Optional.empty(), joined);
    }

    private PartOutput computeLot(TextPart part, PartActivations.Done done) {
        PartBuffers host = buffers;
        buffers = spare;
        spare = host;
        TokenNorms norms = new TokenNorms(part, limits.hooks(), kernels, manager);
        List<RowSink> sinks = new ArrayList<>(List.of(norms));
        DocumentMeans means = null;
        if (pooled || kept) {
            host.resize(part.rows());
        }
        if (pooled) {
            means = new DocumentMeans(part, host, norms, limits);
            sinks.add(means);
        } else if (kept) {
            sinks.add(new TokenRows(part, host));
        }
        if (!pooled && !encoders.isEmpty()) {
            sinks.add(new EncodedRows(part, onDevice));
        }
        activations.compute(part, sinks, done);
        OutlierTokens outliers = search.in(part, norms);
        TextPart left = means == null ? search.without(part, norms) : OutlierSearch.without(part, means.empty());
        if (left != part) {
            leaveOut(part, left, host);
        }
        if (pooled) {
            onDevice.forEach((hook, rows) -> {
                rows.resize(left.rows());
                rows.fill(host.of(hook), left.rows());
            });
        }
        Map<CodeSet, SaeEncoder.Codes> codes = new LinkedHashMap<>();
        encoders.forEach((set, encoder) -> codes.put(
                set, set.finite(Objects.requireNonNull(onDevice.get(set.hook())).encode(encoder, left.rows()))));
        return new PartOutput(left, outliers, kept ? Optional.of(host) : Optional.empty(), codes);
    }

    /** Moves the rows that stay together, so that they are encoded as they would be from activations that were stored. */
    private void leaveOut(TextPart part, TextPart left, PartBuffers host) {
        int[] rows = OutlierSearch.kept(part, left, pooled);
        if (pooled || kept) {
            host.keep(rows);
        }
        if (!pooled) {
            onDevice.values().forEach(values -> values.keep(rows));
        }
    }

    @Override
    public void close() {
        encoders.values().forEach(SaeEncoder::close);
        onDevice.values().forEach(DeviceRows::close);
        kernels.close();
        manager.close();
    }
}
