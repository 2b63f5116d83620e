package dev.steergraph.ingest.extract.evaluate;

import dev.steergraph.core.Progress;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.text.Document;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import dev.steergraph.ingest.extract.evaluate.EvaluateSae.CrossEntropy;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.sae.Sae;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Splices SAEs into a model on documents, batch by batch, several hook points in one pass. */
final class SplicePass {

    /** Tokens of a batch. */
    private static final int CPU_TOKENS = 2_048;

    private static final int GPU_TOKENS = 8_192;

    /** Bytes of the SAEs that are on the device at a time, unless one has more. */
    private static final long MAX_BYTES = 2L << 30;

    private final Transformer model;
    private final Tokenizer tokenizer;
    private final Spared spared;
    private final Progress progress;

    /** @param spared tokens that are no rows, beside the special ones */
    SplicePass(Transformer model, Tokenizer tokenizer, Spared spared, Progress progress) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.spared = spared;
        this.progress = progress;
    }

    /** @param tokens at least so many are predicted, if the documents have them */
    Map<HookPoint, CrossEntropy> run(Map<HookPoint, Sae> saes, List<Document> documents, long tokens)
            throws IOException {
        List<int[]> sequences = sequences(documents, tokens);
        Map<HookPoint, CrossEntropy> all = new LinkedHashMap<>();
        for (Map<HookPoint, Sae> group : groups(saes)) {
            all.putAll(run(group, sequences));
        }
        return all;
    }

    private List<int[]> sequences(List<Document> documents, long tokens) {
        List<int[]> sequences = new ArrayList<>();
        long predicted = 0;
        for (int i = 0; i < documents.size() && predicted < tokens; i++) {
            int[] ids =
                    tokenizer.encode(List.of(documents.get(i).text())).get(0).ids();
            if (ids.length > 1) {
                sequences.add(ids);
                predicted += Splice.predicted(tokenizer::isSpecial, ids);
            }
        }
        return sequences;
    }

    /** As many SAEs at a time as there is room for. */
    private static List<Map<HookPoint, Sae>> groups(Map<HookPoint, Sae> saes) {
        List<Map<HookPoint, Sae>> groups = new ArrayList<>();
        long bytes = MAX_BYTES + 1;
        for (Map.Entry<HookPoint, Sae> entry : saes.entrySet()) {
            Sae sae = entry.getValue();
            long own = 2L * sae.dIn() * sae.dSae() * Float.BYTES;
            if (bytes + own > MAX_BYTES) {
                groups.add(new LinkedHashMap<>());
                bytes = 0;
            }
            groups.get(groups.size() - 1).put(entry.getKey(), sae);
            bytes += own;
        }
        return groups;
    }

    private Map<HookPoint, CrossEntropy> run(Map<HookPoint, Sae> saes, List<int[]> sequences) throws IOException {
        int batchTokens = model.manager().getDevice().isGpu() ? GPU_TOKENS : CPU_TOKENS;
        Map<HookPoint, Splice.Losses> losses = new LinkedHashMap<>();
        saes.keySet().forEach(hook -> losses.put(hook, Splice.Losses.NONE));
        progress.begin(
                "splice " + title(saes),
                sequences.stream().mapToLong(ids -> ids.length).sum(),
                "tokens");
        long begun = System.nanoTime();
        long done = 0;
        try (Splice splice = new Splice(model, tokenizer::isSpecial, spared, saes)) {
            Set<HookPoint> known = new HashSet<>();
            for (HookPoint hook : sequences.isEmpty() ? Set.<HookPoint>of() : saes.keySet()) {
                splice.zeroed(hook, sequences).ifPresent(sum -> {
                    known.add(hook);
                    losses.put(hook, new Splice.Losses(0, 0, sum, 0));
                });
            }
            for (List<int[]> batch : batches(sequences, batchTokens)) {
                splice.of(batch, known).forEach((hook, found) -> losses.merge(hook, found, Splice.Losses::plus));
                done += batch.stream().mapToLong(ids -> ids.length).sum();
                progress.update(done, "");
            }
        }
        double rate = done * saes.size() / ((System.nanoTime() - begun) / 1e9);
        progress.end(String.format(Locale.ROOT, "%,d tokens, %,.0f tokens/s a hook point", done, rate));
        Map<HookPoint, CrossEntropy> found = new LinkedHashMap<>();
        losses.forEach((hook, sums) -> found.put(hook, CrossEntropy.of(sums, rate)));
        return found;
    }

    /** Of like length, the longest first: what a batch's shorter sequences are filled up with is an eighth of it at most. */
    static List<List<int[]>> batches(List<int[]> sequences, int maxTokens) {
        List<int[]> sorted = sequences.stream()
                .sorted(Comparator.comparingInt(ids -> -ids.length))
                .toList();
        List<List<int[]>> batches = new ArrayList<>();
        int from = 0;
        while (from < sorted.size()) {
            int length = sorted.get(from).length;
            int most = from + Math.max(1, maxTokens / length);
            int to = from;
            while (to < sorted.size() && to < most && sorted.get(to).length * 8 >= length * 7) {
                to++;
            }
            batches.add(sorted.subList(from, to));
            from = to;
        }
        return batches;
    }

    private static String title(Map<HookPoint, Sae> saes) {
        return saes.size() == 1 ? saes.keySet().iterator().next().toString() : saes.size() + " hook points";
    }
}
