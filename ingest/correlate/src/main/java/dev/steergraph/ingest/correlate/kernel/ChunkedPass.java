package dev.steergraph.ingest.correlate.kernel;

import dev.steergraph.ingest.correlate.activation.ActivationChunk;
import dev.steergraph.ingest.correlate.activation.ActivationSource;
import dev.steergraph.ingest.correlate.activation.CandidateRows;
import dev.steergraph.ingest.correlate.activation.ChunkedActivations;
import dev.steergraph.ingest.correlate.activation.FeatureMoments;
import dev.steergraph.ingest.correlate.activation.RowSlices;
import dev.steergraph.ingest.correlate.activation.Scratch;
import dev.steergraph.ingest.correlate.activation.SearchLimits;
import dev.steergraph.ingest.correlate.activation.Workers;
import dev.steergraph.ingest.correlate.pair.DenseSums;
import dev.steergraph.ingest.correlate.pair.PairData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A {@link SearchPass} over chunks of rows. Order, scale and limits come from the moments of all rows, so that the whole
 * numbers of {@link CandidateFilter} are those of a search over all rows at once, and their sums, too; these are kept for
 * a tile of features while rows go by.
 */
final class ChunkedPass {

    private static final int BLOCK = 16;

    /** Features whose sums are looked through before pairs may be decided. */
    private static final int SCANNED = 256;

    /** Partners of a feature that are decided together. */
    private static final int GROUP = 1024;

    /** Bytes of an activation while it is visited: in the rows, in a bucket, and as a visit. */
    private static final int VISITED = 16;

    /** Half of the capacity of a bucket's pages, since slices of rows differ. */
    private static final long MOST_ACTIVATIONS = (long) Visit.PAGE * Visit.PAGES / 2;

    private final ChunkedActivations chunks;
    private final PairData data;
    private final CandidateFilter filter;
    private final CorrelationParameters parameters;
    private final double threshold;
    private final SearchLimits limits;
    private final WorkDone done;
    private final PairDecisions decisions;

    ChunkedPass(
            ChunkedActivations chunks,
            PairData data,
            FeatureMoments moments,
            CorrelationParameters parameters,
            double threshold,
            SearchLimits limits,
            WorkDone done) {
        this.chunks = chunks;
        this.data = data;
        this.filter = CandidateFilter.of(data, moments, threshold);
        this.parameters = parameters;
        this.threshold = threshold;
        this.limits = limits;
        this.done = done;
        PairOrder order = PairOrder.of(filter, data);
        this.decisions = new PairDecisions(chunks, data, order, moments, parameters, threshold, limits);
    }

    List<EdgeBuffer> run() {
        int shares = parameters.share().of();
        // Of every so many features one has sums here.
        List<ScreenTile> tiles = ScreenTile.of(filter, data.sparse(), limits.sums() * shares);
        done.expect((denseWork() + tiles.stream().mapToLong(this::work).sum()) / shares);
        int together = DenseSums.together(data, limits.rows());
        int past = DenseSums.first(data, parameters.share().index() + 1L, shares);
        for (int d = DenseSums.first(data, parameters.share().index(), shares); d < past; d += together) {
            int end = Math.min(past, d + together);
            DenseSums.of(data, chunks, d, end, parameters.threads(), task -> done.add(task.work()))
                    .strong(threshold, (feature, partners, r) -> decisions.add(PairSums.strong(feature, partners, r)));
        }
        tiles.forEach(this::decide);
        decisions.decide();
        return decisions.found();
    }

    private long denseWork() {
        long dense = data.dense().length;
        long blocks = (dense + PairData.BLOCK - 1) / PairData.BLOCK;
        return data.rows() * (dense + blocks * (blocks + 1) / 2);
    }

    private long work(ScreenTile tile) {
        long work = 0;
        for (int k = tile.from(); k < tile.to(); k++) {
            work += data.active()[k];
        }
        return work;
    }

    private void decide(ScreenTile tile) {
        List<ScreenSums> buckets = new ArrayList<>();
        int from = tile.from();
        for (int to : tile.ends()) {
            buckets.add(new ScreenSums(data, tile.band(), tile.bandTo(), from, to, this::isOwn));
            from = to;
        }
        for (int c = 0; c < chunks.chunks(); c++) {
            ActivationChunk chunk = chunks.chunk(c);
            int rows = rowsTogether(chunk.rows());
            for (int row = 0; row < chunk.rows(); row += rows) {
                screen(tile, buckets, chunk.source(row, Math.min(chunk.rows(), row + rows)));
            }
        }
        buckets.forEach(bucket -> collect(tile, bucket));
    }

    /** Whether the sums of a feature with those that follow it are of this share. */
    private boolean isOwn(int feature) {
        return parameters.share().isDealt(feature / BLOCK);
    }

    /** Rows of a chunk that fit into memory together, in equal portions of whole blocks. */
    private int rowsTogether(int rows) {
        double perRow = Arrays.stream(data.active()).asLongStream().sum() / (double) Math.max(1, data.rows());
        double most = Math.min(limits.rows() / (double) (VISITED + chunks.held()), MOST_ACTIVATIONS) / (1 + perRow);
        long portions = (long) Math.ceil(rows / Math.max(RowSlices.BLOCK, most));
        long each = (rows + portions - 1) / Math.max(1, portions);
        return (int) Math.max(1, each + RowSlices.BLOCK - 1) / RowSlices.BLOCK * RowSlices.BLOCK;
    }

    private void screen(ScreenTile tile, List<ScreenSums> buckets, ActivationSource source) {
        PairData part = data.part(source, false, k -> buckets.stream().anyMatch(bucket -> bucket.isListed(k)));
        CandidateRows rows = filter.rows(source, tile.base(), tile.bandTo());
        for (ScreenSums sums : buckets) {
            CandidateBucket bucket = filter.bucket(part, source, rows, sums.from(), sums.to(), parameters.threads());
            Workers.run(
                    tasks(sums),
                    parameters.threads(),
                    (first, scratch) -> {
                        int end = Math.min(sums.to(), first + BLOCK);
                        for (int i = first; i < end; i++) {
                            if (!isOwn(i)) {
                                continue;
                            }
                            int[] of = scratch.candidateSums(CandidateFilter.BAND);
                            scratch.touched(bucket.add(i, scratch.visits(part.active()[i]), of));
                            sums.take(i, tile.base(), of);
                        }
                        return first;
                    },
                    first -> {
                        for (int i = first; i < Math.min(sums.to(), first + BLOCK); i++) {
                            done.add(isOwn(i) ? part.active()[i] : 0);
                        }
                    });
        }
    }

    /** First features of tasks, the heaviest first. */
    private static List<Integer> tasks(ScreenSums sums) {
        List<Integer> tasks = new ArrayList<>();
        for (int first = (sums.to() - 1 - sums.from()) / BLOCK * BLOCK; first >= 0; first -= BLOCK) {
            tasks.add(sums.from() + first);
        }
        return tasks;
    }

    private void collect(ScreenTile tile, ScreenSums sums) {
        CandidateScan scan = new CandidateScan(data, filter, tile.base(), sums.to());
        for (int first = sums.from(); first < sums.to(); first += SCANNED) {
            List<Integer> features = new ArrayList<>();
            for (int i = first; i < Math.min(sums.to(), first + SCANNED); i++) {
                if (isOwn(i)) {
                    features.add(i);
                }
            }
            Workers.run(features, parameters.threads(), (i, scratch) -> partners(tile, sums, scan, i, scratch), i -> {})
                    .forEach(this::add);
        }
    }

    private Candidates partners(ScreenTile tile, ScreenSums sums, CandidateScan scan, int feature, Scratch scratch) {
        int[] partners = scratch.candidates(data.sparse());
        int[] of = scratch.candidateSums(CandidateFilter.BAND);
        int found = sums.candidates(scan, feature, tile.base(), of, partners);
        return new Candidates(feature, Arrays.copyOf(partners, found));
    }

    private void add(Candidates all) {
        int[] partners = all.partners();
        for (int from = 0; from < partners.length; from += GROUP) {
            int to = Math.min(partners.length, from + GROUP);
            decisions.add(PairSums.candidates(all.feature(), Arrays.copyOfRange(partners, from, to)));
        }
    }
}
