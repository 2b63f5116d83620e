package dev.steergraph.ingest.correlate.statistics;

import dev.steergraph.ingest.correlate.activation.ChunkMoments;
import dev.steergraph.ingest.correlate.activation.CodeChunks;
import dev.steergraph.ingest.correlate.activation.Documents;
import dev.steergraph.ingest.correlate.activation.FeatureMoments;
import dev.steergraph.ingest.correlate.activation.SearchLimits;
import dev.steergraph.ingest.correlate.kernel.ChunkedSearch;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.kernel.CorrelationProgress;
import dev.steergraph.ingest.correlate.pair.ChunkedCorrelations;
import dev.steergraph.ingest.correlate.pair.EdgePairs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** A {@link SplitHalfSearch} over rows of which one chunk at a time is in memory; a half has the same chunks as the whole. */
final class ChunkedHalves {

    private final Documents documents;
    private final CorrelationParameters parameters;
    private final SearchLimits limits;
    private final IntPredicate chosen;
    private final EdgeFinder finder;
    private final CorrelationProgress progress;
    private final DocumentHalves drawn;
    private final List<CodeChunks> halves;
    private final List<FeatureMoments> moments;

    ChunkedHalves(
            CodeChunks chunks,
            Documents documents,
            CorrelationParameters parameters,
            SearchLimits limits,
            IntPredicate chosen,
            EdgeFinder finder,
            CorrelationProgress progress) {
        this.documents = documents;
        this.parameters = parameters.withMinDocuments(DocumentHalves.minDocuments(parameters.minDocuments()));
        this.limits = limits;
        this.chosen = chosen;
        this.finder = finder;
        this.progress = progress;
        this.drawn = DocumentHalves.draw(documents, parameters.seed());
        this.halves = List.of(chunks.some(drawn::isInFirst), chunks.some(row -> !drawn.isInFirst(row)));
        this.moments = halves.stream()
                .map(half -> ChunkMoments.of(half, parameters.threads()))
                .toList();
    }

    /** The edges of each half. */
    List<EdgePairs> search() {
        List<EdgePairs> found = new ArrayList<>();
        for (int h = 0; h < 2; h++) {
            CodeChunks half = halves.get(h);
            FeatureMoments own = moments.get(h);
            String stage = "half " + (h == 0 ? "A" : "B");
            found.add(EdgePairs.of(
                    finder.edges(EdgeFinder.HALVES.get(h), () -> new ChunkedSearch(parameters, limits, chosen)
                            .run(half, own, stage, progress))));
        }
        return found;
    }

    SplitHalf run() {
        List<EdgePairs> found = search();
        EdgePairs either = SplitHalfSearch.either(found.get(0), found.get(1));
        double[][] r = new double[2][];
        for (int h = 0; h < 2; h++) {
            r[h] = ChunkedCorrelations.of(halves.get(h), moments.get(h), either, limits.lists(), parameters.threads());
        }
        int first = 0;
        for (int d = 0; d < documents.count(); d++) {
            first += drawn.first()[d] ? 1 : 0;
        }
        return SplitHalfSearch.compared(
                new int[] {first, documents.count() - first},
                new int[] {moments.get(0).rows(), moments.get(1).rows()},
                found,
                either,
                r);
    }
}
